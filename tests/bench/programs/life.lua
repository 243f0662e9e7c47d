-- Nested tables read with neighbours: generations of cells on a torus.
local size, cells = 64, {}
for y = 1, size do
  cells[y] = {}
  for x = 1, size do cells[y][x] = (x * x * 7 + y * y * 3 + x * y) % 11 < 4 and 1 or 0 end
end
local function neighbours(grid, x, y)
  local left, right = (x - 2) % size + 1, x % size + 1
  local above, row, below = grid[(y - 2) % size + 1], grid[y], grid[y % size + 1]
  return above[left] + above[x] + above[right] + row[left] + row[right] + below[left] + below[x] + below[right]
end
for _ = 1, 150 do
  local after = {}
  for y = 1, size do
    local row = {}
    for x = 1, size do
      local count = neighbours(cells, x, y)
      row[x] = (count == 3 or count == 2 and cells[y][x] == 1) and 1 or 0
    end
    after[y] = row
  end
  cells = after
end
local alive = 0
for y = 1, size do
  for x = 1, size do alive = alive + cells[y][x] * (x + y) end
end
return alive
