-- Calls around natives (vm/short_calls.cpp) and short forms with several results: all numbers of results wanted, tails, iterators, errors.
local function several(...) return ... end
local function count(...) return select("#", ...) end
-- select: a position, the count, in the middle and at the end of a list, in a tail call, unusual positions.
print(select(1, "a", "b"), select(2, "a", "b"), (select(1, "a", "b")), select("#"), select("#", nil, nil))
local a, b, c = select(2, 1, 2, 3)
print(a, b, c, count(select(3, 1, 2, 3)), count(select(4, 1, 2, 3)), select(-1, 1, 2), select("2", 1, 2))
print(pcall(select, 0), pcall(select, -5, 1), pcall(select))
local function rest(...) return select(2, ...) end
print(rest(1, 2, 3), count(rest(1)), (rest(1, 2)))
-- unpack: few, none, many, holes, with limits.
print(unpack({ 1, 2, 3 }), count(unpack({})), (unpack({ 7, 8 })))
a, b, c = unpack({ 1, 2 })
print(a, b, c, count(unpack({ 1, nil, 3 }, 1, 3)), count(unpack({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18 })))
local t = { unpack({ 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }) }
print(#t, t[12], pcall(unpack), pcall(unpack, 1))
-- next, pairs, ipairs.
print(next({}), next({ 5 }), next({ x = 1 }), (next({ 5 })), count(next({})), pcall(next), pcall(next, {}, "none"))
local f, s, i = pairs(t)
print(f == next, s == t, i, pcall(pairs), count(ipairs({})), pcall(ipairs, 1))
for k in next, { 4 } do print(k) end
for k, v, extra in next, { 4 } do print(k, v, extra) end
-- assert, rawequal, rawset, getmetatable, tostring.
print(assert(1, 2, 3), count(assert(true)), (assert("x", "y")), pcall(assert, false), pcall(assert, nil, "why"), pcall(assert))
print(rawequal(1, 1), rawequal("a", "b"), rawequal({}, {}), pcall(rawequal, 1))
print(rawset(t, "k", 1) == t, t.k, pcall(rawset, t, nil, 1), pcall(rawset, t, 0 / 0, 1), pcall(rawset, t, 1))
print(getmetatable({}), getmetatable(setmetatable({}, { __metatable = "m" })), getmetatable("").__index == string, pcall(getmetatable))
print(tostring(1), tostring(-0.5), tostring(1e100), tostring("s"), tostring(nil), pcall(tostring))
print(tostring(setmetatable({}, { __tostring = function() return "own" end })))
-- Iterators: Lua functions with one and with several variables, callable tables, wrapped coroutines.
local function upTo(n) local k = 0 return function() k = k + 1 if k <= n then return k, -k end end end
for k in upTo(2) do print(k) end
for k, v, none in upTo(2) do print(k, v, none) end
for k in setmetatable({}, { __call = function(_, _, last) if not last then return "once" end end }) do print(k) end
for k, v in coroutine.wrap(function(...) print(...) coroutine.yield(1, 2) coroutine.yield(3) end), "state", "first" do print(k, v) end
for k in coroutine.wrap(function() coroutine.yield(1) end) do
  for m in coroutine.wrap(function() coroutine.yield(k + 1) coroutine.yield(k + 2) end) do print(k, m) end
end
-- pcall: depths, errors of natives and of Lua functions, in coroutines, from metamethods, with yields refused.
print(pcall(several), pcall(several, 1, 2), (pcall(several, 1)))
print(pcall(pcall, pcall, error, "deep"))
print(pcall(string.rep), pcall(function() string.rep() end))
local getter = select(2, pcall(function() local up = 1 local get = function() return up end up = 2 error(get) end))
print(getter())
local closed = select(2, pcall(function() local up = 5 return function() return up end end))
print(closed())
print(pcall(coroutine.wrap(function() error("inside", 0) end)))
print(coroutine.resume(coroutine.create(function() return pcall(error, "x") end)))
print(coroutine.wrap(function() print(pcall(coroutine.yield, 1)) return "end" end)())
local mt = setmetatable({}, {
  __index = function(_, k) return select(2, pcall(several, k, 1)) end,
  __add = function(x, y) return pcall(error, y) end,
  __lt = function() return pcall(several) end,
  __concat = function(x, y) return "joined" end,
  __newindex = function(o, k, v) rawset(o, k, pcall(several, v)) end,
})
print(mt.name, mt + 1, mt < mt, mt >= mt, mt .. "x", "x" .. mt)
mt.field = 1
print(rawget(mt, "field"))
print(xpcall(function() error("handled", 0) end, function(m) return m .. "!" end))
print(pcall(xpcall, function() error("again", 0) end, function(m) return m end))
-- sort and gsub call Lua functions in later phases; errors leave through them.
local list = { 3, 1, 2, 5, 4 }
table.sort(list, function(x, y) return x > y end)
print(table.concat(list, " "), pcall(table.sort, { 3, 2, 1 }, function() error("compare", 0) end))
print(("abc"):gsub("%w", function(x) return x:upper() .. select("#", x) end))
print(pcall(string.gsub, "abc", "%w", function() error("replace", 0) end))
print(pcall(table.sort, { 3, 1, 2 }, function(x, y) return pcall(several, x < y) and x < y end))
local co = coroutine.create(function() table.sort({ 2, 1 }, function() coroutine.yield() end) end)
print(coroutine.resume(co))
-- Resuming: numbers of values both ways, status inside, the end, and what is dead.
co = coroutine.create(function(...)
  local x, y = coroutine.yield(count(...), coroutine.status(co))
  local z = { coroutine.yield(x, y, nil) }
  return #z, several(unpack(z))
end)
print(coroutine.resume(co, 1, 2, 3))
print(coroutine.resume(co, "x"))
print((coroutine.resume(co, 7, 8, 9)))
print(coroutine.resume(co), coroutine.status(co))
local self
self = coroutine.wrap(function() return pcall(self) end)
print(self())
local deep = 0
local function nest() deep = deep + 1 return pcall(nest) end
print(nest(), deep > 100)
-- Arithmetic and comparisons with every form of operands that are no numbers.
print("10" + 1, 1 + "10", "3" * "4", 10 - "1", "9" / 3, 7 % "4", "2" ^ 3, -"2")
print("a" < "b", "a" <= "a", "b" > "a", not ("a" >= "b"), pcall(function() return 1 < "2" end), pcall(function() return {} <= 1 end))
print(pcall(function() return 1 + {} end), pcall(function() return {} + 1 end), pcall(function(x) return x.y.z end, {}))
print(0 / 0 == 0 / 0, 0 / 0 ~= 0 / 0, 1 == 1, "a" == "a", nil == false)
-- The output of lua5.1:
--> a	b	a	0	2
--> 2	3	nil	1	0	2	2
--> false	false	false	bad argument #1 to '?' (number expected, got no value)
--> 2	0	2
--> 1	0	7
--> 1	2	nil	3	18
--> 12	12	false	false	bad argument #1 to '?' (table expected, got number)
--> nil	1	x	1	1	false	false	invalid key to 'next'
--> false	true	nil	false	3	false	bad argument #1 to '?' (table expected, got number)
--> 1
--> 1	4	nil
--> 1	1	x	false	false	false	bad argument #1 to '?' (value expected)
--> true	false	false	false	bad argument #2 to '?' (value expected)
--> true	1	false	false	false	bad argument #3 to '?' (value expected)
--> nil	m	true	false	bad argument #1 to '?' (value expected)
--> 1	-0.5	1e+100	s	nil	false	bad argument #1 to '?' (value expected)
--> own
--> 1
--> 2
--> 1	-1	nil
--> 2	-2	nil
--> once
--> state	first
--> 1	2
--> 3	nil
--> 1	2
--> 1	3
--> true	true	true
--> true	true	false	deep
--> false	false	short_calls.lua:42: bad argument #1 to 'rep' (string expected, got no value)
--> 2
--> 5
--> false	inside
--> true	false	x
--> false	attempt to yield across metamethod/C-call boundary
--> end
--> name	false	true	false	joined	joined
--> true
--> false	handled!
--> true	false	again
--> 5 4 3 2 1	false	compare
--> A1B1C1	3
--> false	replace
--> true
--> false	attempt to yield across metamethod/C-call boundary
--> true	3	running
--> true	x	nil	nil
--> true
--> false	dead
--> false	cannot resume running coroutine
--> true	true
--> 11	11	12	9	3	3	8	-2
--> true	true	true	true	false	false	short_calls.lua:89: attempt to compare table with number
--> false	false	false	short_calls.lua:90: attempt to index field 'y' (a nil value)
--> false	true	true	true	false
