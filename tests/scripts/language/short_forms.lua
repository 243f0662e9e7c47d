-- Short forms of natives, pcall, iterators and coroutines: ordinary and unusual arguments, in all positions of results.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
-- Iterators that are natives of other kinds, with a table as their state.
for value in coroutine.wrap(function(t, k) coroutine.yield(#t + k) end), { 5, 6 }, 0 do print(value) end
for key, value in next, { 7, nil, 9 } do print(key, value) end
for key in pairs({ 1, 2, x = 3 }) do print(key) end
for i, v in ipairs({ 1, nil, 3 }) do print(i, v) end
for i, v in ipairs(setmetatable({}, { __index = { 1 } })) do print(i, v) end
-- pcall: no, one, several, all results; nested; in a tail call; caught errors.
local function several(...) return ... end
local ok, a, b, c = pcall(several, 1, 2)
print(ok, a, b, c)
pcall(several, 1)
print(pcall(several))
print((pcall(several, 1, 2)))
print(select("#", pcall(several, nil, nil)))
print(pcall(pcall, several, 1))
print(pcall(pcall, error, "text"))
local function tail(...) return pcall(several, ...) end
print(tail(1, 2, 3))
print(pcall(function() local t = nil; return t.x end) == false)
print(pcall(function() return pcall(function() error("inner", 0) end) end))
print(setmetatable({}, { __index = function(_, k) return (select(2, pcall(several, k))) end }).name)
print(setmetatable({}, { __index = function(_, k) return pcall(several, k) end }).name)
print(pcall(several, (" "):rep(3):len()))
local t = setmetatable({}, { __add = function(x, y) return select(2, pcall(several, y)) end })
print(t + 5)
-- Coroutines: numbers of values, nested generators, yields in metamethods' callers, the end.
local co = coroutine.create(function(...)
  print("start", ...)
  print("one", (coroutine.yield()))
  print("two", coroutine.yield(1))
  local x, y, z = coroutine.yield(1, 2)
  print("three", x, y, z)
  coroutine.yield(coroutine.yield(1, 2, 3))
  return coroutine.yield()
end)
print(coroutine.resume(co, 1, 2))
print(coroutine.resume(co, "a", "b"))
print(coroutine.resume(co))
print((coroutine.resume(co, 1)))
local first, second = coroutine.resume(co, "p", "q")
print(first, second)
coroutine.resume(co)
print(coroutine.resume(co, "last", 2))
print(coroutine.resume(co))
local function tree(n) if n > 0 then tree(n - 1); coroutine.yield(n); tree(n - 1) end end
local seen = {}
for n in coroutine.wrap(tree), 4 do seen[#seen + 1] = n end
print(table.concat(seen))
local depth = coroutine.wrap(function()
  local inner = coroutine.wrap(function() coroutine.yield("in"); coroutine.yield("ner") end)
  for value in inner do coroutine.yield(value) end
end)
print(depth(), depth(), depth())
print(err(coroutine.resume))
print(err(coroutine.resume, 1))
print(coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 1) end)))
print(coroutine.resume(coroutine.create(function() for _ in coroutine.yield do end end)))
print(coroutine.wrap(function() return pcall(function() return coroutine.wrap(function() coroutine.yield(1, 2) end)() end) end)())
-- Short forms: what they take and what they leave to the natives.
print(math.floor(-0.5), math.floor("3.7"), math.ceil(1.2), math.abs(-3), math.sqrt(16), err(math.floor), err(math.floor, {}))
print(math.max(1, 2), math.max(3), math.max(1, 5, 2), math.min("4", 2), err(math.max))
print(("abc"):byte(), ("abc"):byte(2), ("abc"):byte(-1), ("abc"):byte(4), ("abc"):byte(0), ("abc"):byte("2"), ("abc"):byte(1, 2))
print(("abc"):byte(1.9), ("abc"):byte(2 ^ 40), ("abc"):byte(-2 ^ 40), string.byte(123), err(string.byte), err(string.byte, "a", {}))
print(("hello"):sub(2), ("hello"):sub(2, 3), ("hello"):sub(-3), ("hello"):sub(-3, -2), ("hello"):sub(4, 2), ("hello"):sub(0),
  ("hello"):sub(2, 100))
print(("hello"):sub(-100, 2), ("hello"):sub(2, 2 ^ 40), ("hello"):sub(1, 1 / 0), ("hello"):sub(-1 / 0), ("hello"):sub("2", "3"),
  ("hello"):sub(2, nil))
print(string.char(65), string.char(65, 66), string.char(), err(string.char, 256), err(string.char, -1), err(string.char, "x"))
print(string.len("abc"), string.len(12), err(string.len), #string.char(0 / 0))
print(type(1), type(nil), type(print), type({}), type("x"), err(type))
print(tonumber(1), tonumber(" 10 "), tonumber("x"), tonumber("0x10"), tonumber(nil), tonumber("10", 2), tonumber({}), err(tonumber))
print(rawget({ 5 }, 1), rawget({}, "x"), err(rawget, 1), err(rawget, {}))
local list = {}
table.insert(list, 1); table.insert(list, 2); table.insert(list, 1, 0)
print(#list, list[1], list[3], table.remove(list), table.remove(list, 1), #list, table.remove(list), table.remove(list),
  err(table.insert, {}))
print(select("#", table.insert(list, 1)), select("#", table.remove({})), select("#", type(1)))
print(getmetatable(setmetatable({}, { __metatable = "locked" })),
  err(setmetatable, setmetatable({}, { __metatable = 1 }), {}), err(setmetatable, {}))
print(getmetatable(setmetatable(setmetatable({}, {}), nil)), getmetatable("").__index == string)
local calls = { math.floor(2.5), (math.floor(3.5)) }
print(#calls, math.floor(1.5) + math.floor(2.5), several(math.floor(9.5)), string.byte("A"))
-- The output of lua5.1, in the order in which the lines are printed:
--> 2
--> 1	7
--> 3	9
--> 1
--> 2
--> x
--> 1	1
--> true	1	2	nil
--> true
--> true
--> 3
--> true	true	1
--> true	false	text
--> true	1	2	3
--> true
--> true	false	inner
--> name
--> true
--> true	3
--> 5
--> start	1	2
--> true
--> one	a
--> true	1
--> two
--> true	1	2
--> three	1	nil	nil
--> true
--> true	p
--> true	last	2
--> false	cannot resume dead coroutine
--> 121312141213121
--> in	ner
--> bad argument #1 to '?' (coroutine expected)
--> bad argument #1 to '?' (coroutine expected)
--> true	false	attempt to yield across metamethod/C-call boundary
--> false	attempt to yield across metamethod/C-call boundary
--> true	1	2
--> -1	3	2	3	4	bad argument #1 to '?' (number expected, got no value)	bad argument #1 to '?' (number expected, got table)
--> 2	3	5	2	bad argument #1 to '?' (number expected, got no value)
--> 97	98	99	nil	nil	98	97	98
--> 97	nil	nil	49	bad argument #1 to '?' (string expected, got no value)	bad argument #2 to '?' (number expected, got table)
--> ello	el	llo	ll		hello	ello
--> he	ello		hello	el	ello
--> A	AB		bad argument #1 to '?' (invalid value)	bad argument #1 to '?' (invalid value)	bad argument #1 to '?' (number expected, got string)
--> 3	2	bad argument #1 to '?' (string expected, got no value)	1
--> number	nil	function	table	string	bad argument #1 to '?' (value expected)
--> 1	10	nil	16	nil	2	nil	bad argument #1 to '?' (value expected)
--> 5	nil	bad argument #1 to '?' (table expected, got number)	bad argument #2 to '?' (value expected)
--> 3	0	2	2	0	1	1	nil	wrong number of arguments to 'insert'
--> 0	0	1
--> locked	cannot change a protected metatable	bad argument #2 to '?' (nil or table expected)
--> nil	true
--> 2	3	9	65
