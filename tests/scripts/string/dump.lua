-- string.dump and the way back.
local function add(a, b, ...)
  local rest = {...}
  for i = 1, #rest do a = a + rest[i] end
  return a + b, select("#", ...)
end
local chunk = string.dump(add)
print(#chunk > 12, chunk:sub(1, 4) == "\27Lua", chunk:byte(5), loadstring(chunk)(1, 2, 3, 4)) --> true	true	81	10	2
local up = 5
local function counter()
  up = up and up + 1 or 100
  return up, function() return up, "inner" .. tostring(up) end
end
print((counter())) --> 6
local copy = loadstring(string.dump(counter), "=copy")
local value, inner = copy()
print(value, inner()) --> 100	100	inner100
print((copy()), (counter()), inner()) --> 101	7	101	inner101
print(loadstring(string.dump(loadstring("x = (x or 0) + 1; return x")))(), x) --> 1	1
local at = 0
print(load(function() at = at + 1 return ({chunk:sub(1, 20), chunk:sub(21)})[at] end)(5, 6)) --> 11	0
print(loadstring(string.dump(function(...) return ... end))(1, nil, 3)) --> 1	nil	3
print(loadstring(string.dump(function() local t = {1, 2, 3, a = {b = "c"}} return #t, t.a.b, 0.1, -1e300, "a\0b" == "a\0b", nil, true end))()) --> 3	c	0.1	-1e+300	true	nil	true
print(loadstring("\27Lua")) --> nil	binary string: unexpected end in precompiled chunk
print(loadstring("\27LuaX\0")) --> nil	binary string: unexpected end in precompiled chunk
print(loadstring(chunk:sub(1, -2), "=short")) --> nil	short: unexpected end in precompiled chunk
print(loadstring(chunk:sub(1, 30), "@short.luac")) --> nil	short.luac: unexpected end in precompiled chunk
print(loadstring("\27LuaQ" .. ("\0"):rep(100), "=header")) --> nil	header: bad header in precompiled chunk
print(pcall(string.dump)) --> false	bad argument #1 to '?' (function expected, got no value)
print(pcall(string.dump, type)) --> false	unable to dump given function
print((select(2, pcall(loadstring(string.dump(function() error("where") end))))):match("where$")) --> where
