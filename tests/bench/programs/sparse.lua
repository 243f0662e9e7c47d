-- Hash part of tables: number keys that do not form an array.
local sum = 0
for round = 1, 25 do
  local cells, key = {}, round
  for _ = 1, 30000 do
    key = (key * 16807) % 2147483647
    cells[key % 50000 * 1.5] = key
  end
  for x = 0, 49999 do
    local value = cells[x * 1.5]
    if value then sum = (sum + value) % 1000000007 end
  end
end
return sum
