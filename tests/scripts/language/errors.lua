-- Error values, positions, levels, handlers, unwinding.
print(pcall(error, "plain"))  --> false	plain
print(pcall(function() error("with position") end))  --> false	errors.lua:3: with position
print(pcall(function() error("level 2", 2) end))  --> false	level 2
print(pcall(function() error("no position", 0) end))  --> false	no position
print(select("#", pcall(error)))  --> 2
print(pcall(error, nil))  --> false	nil
print(type(select(2, pcall(error, {1})))) --> table
local ok, e = pcall(function() error({code = 42}) end)
print(ok, type(e), e.code)  --> false	table	42
print(xpcall(function() error("inside") end, function(m) return "handled: " .. m end))  --> false	handled: errors.lua:11: inside
print(xpcall(function() return 1, 2 end, print))  --> true	1	2
print(xpcall(function() error("x") end, function(m) error("y") end))  --> false	error in error handling
print(pcall(pcall))  --> false	bad argument #1 to '?' (value expected)
print(pcall(pcall, error, "e"))  --> true	false	e
print(pcall(function() local a; a() end))  --> false	errors.lua:16: attempt to call local 'a' (a nil value)
print(pcall(function() local a = {}; a.b.c() end))  --> false	errors.lua:17: attempt to index field 'b' (a nil value)
print(pcall(function() undefinedFunction() end))  --> false	errors.lua:18: attempt to call global 'undefinedFunction' (a nil value)
print(pcall(function() local a = {}; a:method() end))  --> false	errors.lua:19: attempt to call method 'method' (a nil value)
print(pcall(function() return nil .. "x" end))  --> false	errors.lua:20: attempt to concatenate a nil value
print(pcall(function() return 1 < "2" end))  --> false	errors.lua:21: attempt to compare number with string
print(pcall(function() return {} < 1 end))  --> false	errors.lua:22: attempt to compare table with number
print(pcall(function() return nil > 1 end))  --> false	errors.lua:23: attempt to compare number with nil
print(pcall(function() local t = {}; t[nil] = 1 end))  --> false	errors.lua:24: table index is nil
print(pcall(function() local t = {}; t[0 / 0] = 1 end))  --> false	errors.lua:25: table index is NaN
print(pcall(function() for i = "a", 2 do end end))  --> false	errors.lua:26: 'for' initial value must be a number
print(pcall(function() for i = 1, {} do end end))  --> false	errors.lua:27: 'for' limit must be a number
print(pcall(function() for i = 1, 2, {} do end end))  --> false	errors.lua:28: 'for' step must be a number
print(pcall(next, {}, "nokey"))  --> false	invalid key to 'next'
print(pcall(string.rep))  --> false	bad argument #1 to '?' (string expected, got no value)
print(pcall(setmetatable, 1, {}))  --> false	bad argument #1 to '?' (table expected, got number)
print(pcall(("x").bad))  --> false	attempt to call a nil value
print(pcall(function() return #nil end))  --> false	errors.lua:33: attempt to get length of a nil value
print(pcall(function() return -{} end))  --> false	errors.lua:34: attempt to perform arithmetic on a table value
print(pcall(function() local up = nil; return (function() return up.x end)() end))  --> false	errors.lua:35: attempt to index upvalue 'up' (a nil value)
print(pcall(ipairs))  --> false	bad argument #1 to '?' (table expected, got no value)
print(pcall(tonumber, "10", 99))  --> false	bad argument #2 to '?' (base out of range)
print(pcall(select, 0))  --> false	bad argument #1 to '?' (index out of range)
local function deep() return 1 + deep() end
local fine, message = pcall(deep)
print(fine, message)  --> false	errors.lua:39: stack overflow
local order = {}
local okay = pcall(function()
  local t = setmetatable({}, {__index = function(_, k) error("in index " .. k) end})
  order[1] = "before"
  local x = t.missing
  order[2] = "after"
end)
print(okay, #order)  --> false	1
print(pcall(assert, false, "assert message"))  --> false	assert message
print(pcall(assert, nil))  --> false	assertion failed!
print(assert(1, 2, 3))  --> 1	2	3
print(tostring(nil), tostring(1e15), tostring(-0), tostring(2 ^ 53))  --> nil	1e+15	0	9.007199254741e+15
error("the end")
--! errors.lua:54: the end
