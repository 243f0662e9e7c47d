-- debug.getinfo, getlocal, setlocal, getupvalue, setupvalue, traceback.
local function fields(info, names)
  local out = {}
  for name in names:gmatch("%S+") do out[#out + 1] = name .. "=" .. tostring(info[name]) end
  return table.concat(out, " ")
end
local all = "source short_src linedefined lastlinedefined what currentline name namewhat nups"
print(fields(debug.getinfo(string.rep), all)) --> source==[C] short_src=[C] linedefined=-1 lastlinedefined=-1 what=C currentline=-1 name=nil namewhat= nups=0
local function sample(a, b)
  local c = a
  return c, b, fields
end
print(fields(debug.getinfo(sample), all)) --> source=@stack.lua short_src=stack.lua linedefined=9 lastlinedefined=12 what=Lua currentline=-1 name=nil namewhat= nups=1
print(fields(debug.getinfo(loadstring("local x\nreturn x", "=chunk")), all)) --> source==chunk short_src=chunk linedefined=0 lastlinedefined=0 what=main currentline=-1 name=nil namewhat= nups=0
print(fields(debug.getinfo(loadstring("return 1", "return 1")), all)) --> source=return 1 short_src=[string "return 1"] linedefined=0 lastlinedefined=0 what=main currentline=-1 name=nil namewhat= nups=0
print(fields(debug.getinfo(loadstring("return 1", "@file.lua")), "source short_src")) --> source=@file.lua short_src=file.lua
print(fields(debug.getinfo(loadstring("\n\n\nreturn 1", "line one\nline two")), "short_src")) --> short_src=[string "line one..."]
print(fields(debug.getinfo(loadstring("return 1", ("="):rep(2) .. ("x"):rep(80))), "short_src")) --> short_src==xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
print(fields(debug.getinfo(loadstring("return 1", "@" .. ("y"):rep(80))), "short_src")) --> short_src=...yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy
print(debug.getinfo(sample, "f").func == sample, debug.getinfo(sample, "S").func, debug.getinfo(1, "l").currentline) --> true	nil	20
print(debug.getinfo(100), pcall(debug.getinfo, sample, "x")) --> nil	false	bad argument #2 to '?' (invalid option)
print(pcall(debug.getinfo, {})) --> false	bad argument #1 to '?' (function or level expected)
print(pcall(debug.getinfo, "x")) --> false	bad argument #1 to '?' (function or level expected)
local function keys(t) local k = {} for key in pairs(t) do k[#k + 1] = key end table.sort(k) return table.concat(k, " ") end
print(keys(debug.getinfo(sample))) --> currentline func lastlinedefined linedefined namewhat nups short_src source what
print(keys(debug.getinfo(sample, "L").activelines)) --> 10 11 12
print(debug.getinfo(string.rep, "L").activelines) --> nil

-- Names: how the caller calls it.
local function who(level) local i = debug.getinfo(level or 2, "n") return tostring(i.name) .. "/" .. i.namewhat end
function global_name() return (who(2)) end
local object = {method = function() return (who(2)) end}
local function as_local() return (who(2)) end
local function use_upvalue() local r = as_local() return r end
local result = global_name() print(result) --> global_name/global
result = object.method() print(result) --> method/field
result = object:method() print(result) --> method/method
result = as_local() print(result) --> as_local/local
result = use_upvalue() print(result) --> as_local/upvalue
result = ({function() return (who(2)) end})[1]() print(result) --> ?/field
local function in_tail() return who(2), who(3) end
local function tails() return in_tail() end
print(tails()) --> nil/	/
print((pcall(function() return who(1) end))) --> true
for name in function() return (not result_done and (function() result_done = true return who(2) end)()) or nil end do print(name) end --> /
print(setmetatable({}, {__index = function() return (who(2)) end}).x) --> nil/

-- Locals and temporaries.
local function locals(level)
  local out = {}
  for i = 1, 50 do
    local name, value = debug.getlocal(level + 1, i)
    if name == nil or i > 8 then break end
    out[#out + 1] = name .. "=" .. tostring(type(value) == "table" and "table" or value)
  end
  return table.concat(out, " ")
end
local function with_locals(a, b, ...)
  local c = 3
  do local hidden = 4 end
  local text = locals(1)
  return text:match("^(.-) %(") or text
end
print(with_locals(1, 2, "extra")) --> a=1 b=2 arg=table c=3
local function with_arg(a, ...) local text = locals(1) return text:match("^a=1 arg=table") end
print(with_arg(1, 2, 3)) --> a=1 arg=table
print(debug.getlocal(1, 0), pcall(debug.getlocal, 100, 1)) --> nil	false	bad argument #1 to '?' (level out of range)
local function settable() local a, b = 1, 2 print(debug.setlocal(1, 2, "set"), debug.setlocal(1, 99, 1)) return a, b end --> b	nil
print(settable()) --> 1	set
print(debug.getlocal(0, 1)) --> (*temporary)	0
print(debug.getlocal(0, 3)) --> nil

-- Upvalues.
local one, two = 1, 2
local function closure() return one, two end
print(debug.getupvalue(closure, 1)) --> one	1
print(debug.getupvalue(closure, 2)) --> two	2
print(debug.getupvalue(closure, 3), debug.getupvalue(string.rep, 1)) --> nil
print(debug.setupvalue(closure, 1, "new"), one, debug.setupvalue(closure, 3, 0)) --> one	new
print(pcall(debug.getupvalue, 1, 1)) --> false	bad argument #1 to '?' (function expected, got number)
print(pcall(debug.setupvalue, closure, 1)) --> false	bad argument #3 to '?' (value expected)
print(string.dump and debug.getupvalue(loadstring(string.dump(closure)), 1)) --> one

-- Metatables and environments of everything.
debug.setmetatable(nil, {__index = function(_, k) return "nil." .. k end})
print((nil).field) --> nil.field
debug.setmetatable(nil, nil)
print(pcall(function() return (nil).field end)) --> false	stack.lua:88: attempt to index a nil value
debug.setmetatable(1, {__call = function(n, x) return n + x end})
print((5)(6), debug.getmetatable(2).__call ~= nil) --> 11	true
debug.setmetatable(1, nil)
local guarded = setmetatable({}, {__metatable = "guard"})
print(getmetatable(guarded), type(debug.getmetatable(guarded)), debug.setmetatable(guarded, nil), getmetatable(guarded)) --> guard	table	true	nil
print(pcall(debug.setmetatable, 1, 1)) --> false	bad argument #2 to '?' (nil or table expected)
local env = {}
local function uses_env() return x end
print(debug.setfenv(uses_env, env) == uses_env, debug.getfenv(uses_env) == env, getfenv(uses_env) == env) --> true	true	true
print(debug.getfenv(print) == _G, debug.getfenv(1), pcall(debug.setfenv, 1, {})) --> true	nil	false	'setfenv' cannot change environment of given object
local co = coroutine.create(function() end)
print(debug.getfenv(co) == _G, debug.setfenv(co, env) == co, debug.getfenv(co) == env) --> true	true	true
print(type(debug.getregistry())) --> table

-- Tracebacks.
local function show(text) return (text:gsub("\n\t%[C%]: %?$", ""):gsub("\n%s*", " > ")) end
local function inner() return (debug.traceback("here")) end
local function middle() local t = inner() return t end
local text = middle() print((show(text):gsub(" > stack.lua:%d+: in main chunk.*", ""))) --> here > stack traceback: > stack.lua:105: in function 'inner' > stack.lua:106: in function 'middle'
print((debug.traceback("m", 0):match("^m\nstack traceback:\n\t%[C%]: in function '([%w]+)'"))) --> traceback
print(debug.traceback(12):match("^12\nstack traceback:") ~= nil, debug.traceback(nil) == nil, debug.traceback(true)) --> true	true	true
print(debug.traceback(print) == print, (debug.traceback("x", 100):gsub("\n", "|"))) --> true	x|stack traceback:
local yielding = coroutine.create(function() local function deep() coroutine.yield() end deep() error("late") end)
coroutine.resume(yielding)
print(show(debug.traceback(yielding))) --> stack traceback: > [C]: in function 'yield' > stack.lua:111: in function 'deep' > stack.lua:111: in function <stack.lua:111>
print(show(debug.traceback(yielding, "text", 1))) --> text > stack traceback: > stack.lua:111: in function 'deep' > stack.lua:111: in function <stack.lua:111>
coroutine.resume(yielding)
print(show(debug.traceback(yielding))) --> stack traceback: > [C]: in function 'error' > stack.lua:111: in function <stack.lua:111>
print(show(debug.traceback(coroutine.create(function() end)))) --> stack traceback:
local function loop(n) if n == 0 then return (debug.traceback("", 1)) end return loop(n - 1) end
print((show(loop(3)):gsub(" > stack.lua:%d+: in main chunk.*", ""))) -->  > stack traceback: > stack.lua:118: in function <stack.lua:118> > (tail call): ? > (tail call): ? > (tail call): ?
local failed = select(2, xpcall(function() local t = nil; return t.x end, debug.traceback))
print((show(failed):gsub(" > %[C%]: in function 'xpcall'.*", ""))) --> stack.lua:120: attempt to index local 't' (a nil value) > stack traceback: > stack.lua:120: in function <stack.lua:120>
failed = select(2, xpcall(function() error("raised") end, debug.traceback))
print((show(failed):gsub(" > %[C%]: in function 'xpcall'.*", ""))) --> stack.lua:122: raised > stack traceback: > [C]: in function 'error' > stack.lua:122: in function <stack.lua:122>
print(select(2, xpcall(function() string.rep() end, function(m) return debug.getinfo(2, "n").name .. ": " .. m end))) --> rep: stack.lua:124: bad argument #1 to 'rep' (string expected, got no value)
print(select(2, pcall(function() local function f() error("two up", 3) end local function g() f() end g() end))) --> stack.lua:125: two up
