-- Conversions, raw access, metatables of the base library.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(tostring(nil), tostring(true), tostring(12), tostring(-0.5), tostring("x")) --> nil	true	12	-0.5	x
print(tostring(1e15), tostring(2^53), tostring(1e100), tostring(0.1), tostring(1/3), tostring(-1/3 * 1e-10)) --> 1e+15	9.007199254741e+15	1e+100	0.1	0.33333333333333	-3.3333333333333e-11
print(tostring(100000000000000), tostring(123456789012345), tostring(1/0), tostring(-1/0)) --> 1e+14	1.2345678901234e+14	inf	-inf
print(tostring(setmetatable({}, {__tostring = function() return "custom" end}))) --> custom
print((tostring({}):gsub("0x%x+", "0x?")), (tostring(print):gsub("0x%x+", "0x?"))) --> table: 0x?	function: 0x?
print(type(nil), type(1), type("s"), type({}), type(print), type(coroutine.create(function() end)), type(true)) --> nil	number	string	table	function	thread	boolean
print(tonumber("10"), tonumber("  0x1F  "), tonumber("1e3"), tonumber(".5"), tonumber("5."), tonumber("0x"), tonumber("1 2")) --> 10	31	1000	0.5	5	nil	nil
print(tonumber(""), tonumber(" "), tonumber("e1"), tonumber("1e"), tonumber("inf"), tonumber("0x1p4"), tonumber("1_000")) --> nil	nil	nil	nil	inf	16	nil
print(tonumber("ff", 16), tonumber("zz", 36), tonumber("777", 8), tonumber("12", 2), tonumber("1101", 2), tonumber("-ff", 16) > 0) --> 255	1295	511	nil	13	true
print(tonumber("7fffffffffffffff", 16), tonumber("10", 10.9), tonumber(10, 16), tonumber("0xA", 16), tonumber("  11  ", 2)) --> 9.2233720368548e+18	10	16	10	3
print(tonumber(nil), tonumber({}), tonumber(true), tonumber("1\0002")) --> nil	nil	nil	1
print(err(function() return tonumber() end)) --> bad argument #1 to 'tonumber' (value expected)
print(err(function() return tonumber("1", 1) end)) --> bad argument #2 to 'tonumber' (base out of range)
print(err(function() return tonumber("1", 37) end)) --> bad argument #2 to 'tonumber' (base out of range)
print(err(function() return tonumber({}, 16) end)) --> bad argument #1 to 'tonumber' (string expected, got table)
print(err(function() return tostring() end)) --> bad argument #1 to 'tostring' (value expected)
print(err(function() return type() end)) --> bad argument #1 to 'type' (value expected)
print(rawequal("a", "a"), rawequal({}, {}), rawequal(1, 1.0), rawequal(0, -0)) --> true	false	true	true
local proxy = setmetatable({}, {__index = function() return "indexed" end, __newindex = function() error("no") end})
print(proxy.x, rawget(proxy, "x"), rawget(rawset(proxy, "x", 5), "x"), proxy.x) --> indexed	nil	5	5
print(err(function() return rawget(1, 2) end)) --> bad argument #1 to 'rawget' (table expected, got number)
print(err(function() return rawget({}) end)) --> bad argument #2 to 'rawget' (value expected)
print(err(function() return rawset({}, 1) end)) --> bad argument #3 to 'rawset' (value expected)
print(err(function() return rawset({}, nil, 1) end)) --> table index is nil
print(err(function() return rawset({}, 0/0, 1) end)) --> table index is NaN
print(err(function() return rawequal(1) end)) --> bad argument #2 to 'rawequal' (value expected)
print(getmetatable("").__index == string, getmetatable({}), getmetatable(setmetatable({}, {__metatable = "locked"}))) --> true	nil	locked
print(err(function() return setmetatable(1, {}) end)) --> bad argument #1 to 'setmetatable' (table expected, got number)
print(err(function() return setmetatable({}) end)) --> bad argument #2 to 'setmetatable' (nil or table expected)
print(err(function() return setmetatable({}, 1) end)) --> bad argument #2 to 'setmetatable' (nil or table expected)
print(err(function() return setmetatable(setmetatable({}, {__metatable = 1}), {}) end)) --> cannot change a protected metatable
print(err(function() return getmetatable() end)) --> bad argument #1 to 'getmetatable' (value expected)
print(select("#"), select("#", nil, nil), select(2, "a", "b", "c")) --> 0	2	b	c
print(select(-1, "a", "b"), select(-2, "a", "b")) --> b	a	b
print(err(function() return select(0) end)) --> bad argument #1 to 'select' (index out of range)
print(err(function() return select(-3, 1, 2) end)) --> bad argument #1 to 'select' (index out of range)
print(err(function() return select("x") end)) --> bad argument #1 to 'select' (number expected, got string)
print(unpack({1, 2, 3})) --> 1	2	3
print(unpack({1, 2, 3}, 2), unpack({1, 2, 3}, 2, 3), unpack({}, 1, 2)) --> 2	2	nil	nil
print(select("#", unpack({}, 1, 7000)), unpack({1, 2}, 3)) --> 7000
print(err(function() return unpack({}, 1, 1e6) end)) --> too many results to unpack
-- The reference crashes here.
print(err(function() return unpack({}, -2147483648, 2147483647) end)) --> too many results to unpack
print(err(function() return unpack() end)) --> bad argument #1 to 'unpack' (table expected, got no value)
print(next({}), next({10}), next({a = 1})) --> nil	1	a	1
print(next({10, 20}, 1), next({10, 20}, 2)) --> 2	nil
print(err(function() return next({}, "missing") end)) --> invalid key to 'next'
print(err(function() return next(1) end)) --> bad argument #1 to 'next' (table expected, got number)
local seen = {}
for i, v in ipairs({1, 2, nil, 4}) do seen[#seen + 1] = i .. "=" .. v end
print(table.concat(seen, " ")) --> 1=1 2=2
print(err(function() return ipairs() end)) --> bad argument #1 to 'ipairs' (table expected, got no value)
print(err(function() return pairs(nil) end)) --> bad argument #1 to 'pairs' (table expected, got nil)
print(_G._G == _G, _VERSION, assert(1, "unused") == 1, select("#", assert(1, 2, 3))) --> true	Lua 5.1	true	3
