-- Backtracking: ways to place queens on a board.
local function solve(size)
  local columns, rising, falling, found = {}, {}, {}, 0
  local function place(row)
    if row > size then
      found = found + 1
      return
    end
    for column = 1, size do
      local up, down = row + column, row - column + size
      if not (columns[column] or rising[up] or falling[down]) then
        columns[column], rising[up], falling[down] = true, true, true
        place(row + 1)
        columns[column], rising[up], falling[down] = false, false, false
      end
    end
  end
  place(1)
  return found
end
return solve(11) + solve(8)
