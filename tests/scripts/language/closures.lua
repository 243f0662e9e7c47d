-- Upvalues: shared while open, kept when closed, fresh for each iteration.
local function counter()
  local n = 0
  return function() n = n + 1 return n end, function() return n end
end
local up, get = counter()
up() up()
print(get()) --> 2
local fns = {}
for i = 1, 3 do fns[i] = function() i = i + 10 return i end end
print(fns[1](), fns[1](), fns[2](), fns[3]()) --> 11	21	12	13
local list = {}
for k, v in ipairs({"a", "b"}) do list[k] = function() return k .. v end end
print(list[1](), list[2]()) --> 1a	2b
do
  local a = {}
  local x = 20
  for i = 1, 10 do
    local y = 0
    a[i] = function() y = y + 1 return x + y end
  end
  x = 30
  a[1]()
  print(a[1](), a[2]()) --> 32	31
end
local function nest()
  local a = 1
  return function()
    local b = a + 1
    a = a + 1
    return function() b = b + a return a, b end
  end
end
local inner = nest()()
print(inner()) --> 2	4
print(inner()) --> 2	6
local i = 1
local kept
while i < 4 do
  local j = i
  if i == 2 then kept = function() j = j + 1 return j end end
  i = i + 1
end
print(kept(), kept()) --> 3	4
repeat local z = 5; kept = function() return z end until z == 5
print(kept()) --> 5
local function f(...) local function g(...) return select("#", ...) end return g(...), g() end
print(f(nil, nil)) --> 2	0
