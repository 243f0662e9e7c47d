-- Every metamethod, with values that arrive later through calls.
local log = {}
local mt = {}
local function new(v) return setmetatable({v = v}, mt) end
local function val(x) return type(x) == "table" and x.v or x end
mt.__add = function(a, b) return new(val(a) + val(b)) end
mt.__sub = function(a, b) return new(val(a) - val(b)) end
mt.__mul = function(a, b) return new(val(a) * val(b)) end
mt.__div = function(a, b) return new(val(a) / val(b)) end
mt.__mod = function(a, b) return new(val(a) % val(b)) end
mt.__pow = function(a, b) return new(val(a) ^ val(b)) end
mt.__unm = function(a) return new(-a.v) end
mt.__concat = function(a, b) return val(a) .. "|" .. val(b) end
mt.__eq = function(a, b) return a.v == b.v end
mt.__lt = function(a, b) return val(a) < val(b) end
mt.__call = function(self, a, b) return self.v, a, b end
mt.__tostring = function(self) return "<" .. self.v .. ">" end
local a, b = new(7), new(2)
print((a + b).v, (a - b).v, (a * b).v, (a / b).v, (a % b).v, (a ^ b).v, (-a).v) --> 9	5	14	3.5	1	49	-7
print((a + 1).v, (1 + a).v, (a - 1).v, (10 - a).v) --> 8	8	6	3
print(a .. b, a .. "x", "x" .. a, 1 .. a, "p" .. "q" .. a) --> 7|2	7|x	x|7	1|7	pq|7
print(a == new(7), a == b, a ~= b, a < b, a <= b, a > b, a >= b) --> true	false	true	false	false	true	true
print(a(1, 2), tostring(a)) --> 7	<7>
mt.__le = function(a, b) return "truthy" end
print(a <= b, b <= a) --> true	true
local events = {}
local proxy = setmetatable({}, {
  __index = function(t, k) return k .. "?" end,
  __newindex = function(t, k, v) rawset(t, k, v * 2) end,
})
print(proxy.x, proxy[1], proxy["a b"]) --> x?	1?	a b?
proxy.y = 21
print(rawget(proxy, "y"), proxy.y) --> 42	42
local base = {greet = function(self) return "hi " .. self.name end}
base.__index = base
local derived = setmetatable({}, base)
derived.__index = derived
local object = setmetatable({name = "bob"}, derived)
print(object:greet(), object.missing) --> hi bob	nil
local target = {}
local redirect = setmetatable({}, {__newindex = target})
redirect.a = 1
print(rawget(redirect, "a"), target.a) --> nil	1
print(pcall(setmetatable, setmetatable({}, {__metatable = "locked"}), {})) --> false	cannot change a protected metatable
print(getmetatable(setmetatable({}, {__metatable = "locked"})), getmetatable("").__index == string) --> locked	true
print(pcall(function() return {} + 1 end)) --> false	metatables.lua:46: attempt to perform arithmetic on a table value
print(pcall(function() return {} < {} end)) --> false	metatables.lua:47: attempt to compare two table values
print(pcall(function() return {} .. "x" end)) --> false	metatables.lua:48: attempt to concatenate a table value
local chain = setmetatable({}, {__index = setmetatable({}, {__index = function(_, k) return "deep " .. k end})})
print(chain.key) --> deep key
local callable = setmetatable({}, {__call = function(self, ...) return select("#", ...) end})
print(callable(), callable(1, nil, nil), pcall(callable, 1, 2)) --> 0	3	true	2
for k in setmetatable({}, {__call = function(_, _, last) if not last then return "once" end end}) do log[#log + 1] = k end
print(#log, log[1]) --> 1	once
print(#setmetatable({1, 2, 3}, {__len = function() return 42 end})) --> 3
