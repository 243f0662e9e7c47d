-- Varargs, select, unpack, multiple results.
local function sum(...)
  local total = 0
  for i = 1, select("#", ...) do total = total + (select(i, ...)) end
  return total
end
local function rotate(first, ...) return ..., first end
local function pack(...) return { n = select("#", ...), ... } end
local total = 0
for i = 1, 300000 do
  total = total + sum(i, 2, 3, 4, 5)
  local packed = pack(rotate(1, i, 3))
  total = total + packed.n
  local a, b, c = unpack({ i, 2, 3 })
  total = total + a - b + c
end
return total
