-- Hash part of tables: string keys added, changed and removed.
local keys = {}
for i = 1, 5000 do keys[i] = "user:" .. i .. ":visits" end
local sum = 0
for round = 1, 120 do
  local visits = {}
  for i = 1, #keys do visits[keys[i]] = i end
  for i = 1, #keys, 2 do visits[keys[i]] = nil end
  for i = 1, #keys do visits[keys[i]] = (visits[keys[i]] or 0) + round end
  for _, count in pairs(visits) do sum = sum + count end
end
return sum
