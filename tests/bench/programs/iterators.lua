-- Generic for: pairs, ipairs, next and an iterator written in Lua.
local list, map = {}, {}
for i = 1, 1000 do
  list[i] = i
  map["k" .. i] = i
end
local function range(limit)
  local i = 0
  return function()
    i = i + 1
    if i <= limit then return i, i * i end
  end
end
local sum = 0
for _ = 1, 1200 do
  for i, value in ipairs(list) do sum = sum + i - value end
  for _, value in pairs(map) do sum = sum + value end
  for i, square in range(1000) do sum = sum + square % (i + 1) end
end
return sum
