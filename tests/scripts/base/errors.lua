-- error, assert, pcall, xpcall and the loaders.
local function strip(message)
  return type(message) == "string" and message:gsub("[^ :\"\n]+%.lua:%d+:", "POS:") or message
end
local function try(f, ...)
  local r = {pcall(f, ...)}
  for i = 1, #r do r[i] = tostring(strip(r[i])):gsub("0x%x+", "0x?") end
  return table.concat(r, " | ")
end
print(try(error, "plain")) --> false | plain
print(try(function() error("level 1") end)) --> false | POS: level 1
print(try(function() error("level 0", 0) end)) --> false | level 0
print(try(function() error("level 2", 2) end)) --> false | level 2
print(try(function() error(42) end)) --> false | POS: 42
print(try(function() error(42, 0) end)) --> false | 42
print(try(function() error() end)) --> false
print(try(function() error({}) end)) --> false | table: 0x?
print(try(function() error(nil, 2) end)) --> false
print(try(function() error(true) end)) --> false | true
print(try(function() assert(false) end)) --> false | POS: assertion failed!
print(try(function() assert(nil, "text") end)) --> false | POS: text
print(try(function() assert(false, {}) end)) --> false | POS: bad argument #2 to 'assert' (string expected, got table)
print(try(function() assert() end)) --> false | POS: bad argument #1 to 'assert' (value expected)
print(try(assert, false, "direct")) --> false | direct
print(try(function() return 1, 2, 3 end)) --> true | 1 | 2 | 3
print(try(pcall, error, "nested")) --> true | false | nested
print(try(pcall)) --> false | bad argument #1 to '?' (value expected)
print(try(xpcall, print)) --> false | bad argument #2 to '?' (value expected)
print(select("#", pcall(function() end))) --> 1
print(xpcall(function() error("E", 0) end, function(m) return "handled " .. m end)) --> false	handled E
print(xpcall(function() return 1, 2 end, print)) --> true	1	2
print(xpcall(function() error("E", 0) end, function() error("again", 0) end)) --> false	error in error handling
print(xpcall(error, function(m) return m end)) --> false	nil
print((select(2, xpcall(function() local x = nil; x() end, strip)))) --> POS: attempt to call local 'x' (a nil value)
print(pcall(pcall, error)) --> true	false	nil
print(try(loadstring, "return +")) --> true | nil | [string "return +"]:1: unexpected symbol near '+'
print(try(function() return loadstring("x = ", "=name") end)) --> true | nil | name:1: unexpected symbol near '<eof>'
print(try(function() return loadstring("x = ", "@file") end)) --> true | nil | file:1: unexpected symbol near '<eof>'
print(try(function() return loadstring("for", "two\nlines") end)) --> true | nil | [string "two..."]:1: '<name>' expected near '<eof>'
print(loadstring("return ...", "chunk")(1, 2)) --> 1	2
print(loadstring("")() == nil, loadstring("return 'a' .. 1")()) --> true	a1
print(try(function() return loadstring() end)) --> false | POS: bad argument #1 to 'loadstring' (string expected, got no value)
local parts = {"return ", "1", " + ", "2", nil}
local at = 0
print(load(function() at = at + 1 return parts[at] end)()) --> 3
print(load(function() return nil end)() == nil) --> true
print(try(function() return load(function() return {} end) end)) --> true | nil | POS: reader function must return a string
print(try(function() return load(function() error("reader", 0) end) end)) --> true | nil | reader
print(try(function() return load("text") end)) --> false | POS: bad argument #1 to 'load' (function expected, got string)
print(try(function() return load(coroutine.wrap(function() coroutine.yield("return") coroutine.yield(" 7") end))() end)) --> true | 7
print(xpcall(function() return load(function() error("seen", 0) end) end, function(m) return "H:" .. m end)) --> true	nil	H:seen
print(try(tostring, setmetatable({}, {__tostring = function() error("in tostring", 0) end}))) --> false | in tostring
print(try(tostring, setmetatable({}, {__tostring = 1}))) --> false | attempt to call a number value
print(getfenv(1) == _G, getfenv() == _G, getfenv(0) == _G, getfenv(print) == _G) --> true	true	true	true
local env = {}
local function f() x = 1 return x end
print(setfenv(f, env) == f, f(), env.x, rawget(_G, "x")) --> true	1	1	nil
print(try(function() return getfenv(-1) end)) --> false | POS: bad argument #1 to 'getfenv' (level must be non-negative)
print(try(function() return getfenv(1000) end)) --> false | POS: bad argument #1 to 'getfenv' (invalid level)
print(try(function() return setfenv(type, {}) end)) --> false | POS: 'setfenv' cannot change environment of given object
print(try(function() return setfenv(1000, {}) end)) --> false | POS: bad argument #1 to 'setfenv' (invalid level)
print(try(function() return setfenv(1) end)) --> false | POS: bad argument #2 to 'setfenv' (table expected, got no value)
local p = newproxy(true)
getmetatable(p).__len = function() return 7 end
print(#p, type(p), getmetatable(newproxy(p)) == getmetatable(p), getmetatable(newproxy())) --> 7	userdata	true	nil
print(try(newproxy, 1)) --> false | bad argument #1 to '?' (boolean or proxy expected)
print(type(collectgarbage("count")), collectgarbage(), collectgarbage("setpause", 150), collectgarbage("setpause", 200)) --> number	0	200	150
print(collectgarbage("setstepmul", 300), collectgarbage("setstepmul", 200), collectgarbage("stop"), collectgarbage("restart")) --> 200	300	0	0
print(try(collectgarbage, "other")) --> false | bad argument #1 to '?' (invalid option 'other')
print(type(gcinfo())) --> number
local weak = setmetatable({}, {__mode = "v"})
weak[1] = {}
collectgarbage()
print(weak[1]) --> nil
