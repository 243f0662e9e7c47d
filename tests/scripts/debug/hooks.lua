-- debug.sethook: which events come, in which order, and with which lines.
local function lines(source)
  local seen = {}
  local chunk = assert(loadstring(source))
  debug.sethook(function(_, line) seen[#seen + 1] = line end, "l")
  chunk()
  debug.sethook()
  seen[#seen] = nil
  return table.concat(seen, " ", 2)
end
print(lines("local a = 1\nif a == 2 then\n  a = 3\nelseif a == 1 and\n  a ~= 5 then\n  a = 4\nend\n")) --> 1 2 4 5 6 7
print(lines("for i = 1, 3 do\n  local x = i\nend\n")) --> 1 2 1 2 1 2 1 3
print(lines("for i = 1, 3 do local x = i end")) --> 1 1 1 1
print(lines("for i = 3, 1 do\n  local x = i\nend\n")) --> 1 3
print(lines("for k, v in pairs({1, 2}) do\n  local x = v\nend\n")) --> 1 2 1 2 1 3
print(lines("local i = 0\nwhile i < 2 do\n  i = i + 1\nend\n")) --> 1 2 3 2 3 2 4
print(lines("local i = 0\nrepeat\n  i = i + 1\nuntil i == 2\n")) --> 1 3 4 3 4
print(lines("local function f(...)\n  return ...\nend\nf(1,\n  2,\n  f(3))\n")) --> 3 4 5 6 2 4 2 6
print(lines("local t = {1,\n  2,\n  x = 3}\nlocal s = 'a' ..\n  'b'\n")) --> 1 2 3 4 5
print(lines("local x\nlocal y, z\nx = 1")) --> 3
print(lines("return")) --> 1

local function events(mask, body)
  local seen = {}
  debug.sethook(function(event)
    local name = debug.getinfo(2, "n").name
    seen[#seen + 1] = event .. (name and ":" .. name or "")
  end, mask)
  body()
  debug.sethook()
  return table.concat(seen, " ")
end
local function leaf() return 1 end
local function tail() return leaf() end
-- What a tail call calls has no name here; in 5.1 it has the one of the call.
local function twice() leaf() return tail() end
print(events("c", leaf)) --> call:body call:sethook
print(events("r", leaf)) --> return:sethook return:body
print(events("cr", leaf)) --> return:sethook call:body return:body call:sethook
print((events("cr", twice):gsub("call:tail", "call"):gsub("call:leaf return tail", "call return tail")))
--> return:sethook call:body call:leaf return:leaf call call return tail return tail return:body call:sethook
print(events("cr", function() math.abs(1) string.gsub("ab", ".", leaf) end))
--> return:sethook call:body call:abs return:abs call:gsub call return call return return:gsub return:body call:sethook
print(events("cr", function() pcall(error, "x") end))
--> return:sethook call:body call:pcall call return:pcall return:body call:sethook
print(events("c", function() for _ in pairs({1}) do end end))
--> call:body call:pairs call:(for generator) call:(for generator) call:sethook
print(events("c", function() for _ in ipairs({1}) do end end))
--> call:body call:ipairs call:(for generator) call:(for generator) call:sethook
print(events("c", function() table.sort({2, 1}, function(a, b) return a < b end) end)) --> call:body call:sort call call:sethook
local meta = setmetatable({}, {__add = leaf, __index = leaf, __lt = leaf, __call = leaf, __concat = leaf})
print(events("c", function() local _ = meta + 1, meta.x, meta < meta, meta(), meta .. "x" end))
--> call:body call call call call:meta call call:sethook

local function counts(step, body)
  local calls = 0
  debug.sethook(function() calls = calls + 1 end, "", step)
  body()
  debug.sethook()
  return calls
end
local many = counts(100, function() for i = 1, 10000 do end end)
print(many >= 100 and many <= 110) --> true
print(counts(100000, leaf)) --> 0

-- What gethook says.
local function hook() end
debug.sethook(hook, "lrc", 7)
local f, mask, count = debug.gethook()
debug.sethook()
print(f == hook, mask, count) --> true	crl	7
debug.sethook(hook, "x")
print(select(2, debug.gethook()), (debug.gethook()) == hook) --> 	true
debug.sethook(nil)
print(debug.gethook()) --> nil		0

-- Hooks are off while a hook runs, and on again after an error in it.
local calls = 0
debug.sethook(function() calls = calls + 1 local function inner() return calls end inner() inner() end, "c")
leaf()
debug.sethook()
print(calls) --> 2
calls = 0
local ok, message = pcall(function()
  debug.sethook(function() calls = calls + 1 if calls == 1 then error("from the hook", 0) end end, "c")
  leaf()
end)
leaf()
debug.sethook()
print(ok, message, calls) --> false	from the hook	3
ok, message = pcall(function()
  debug.sethook(function() debug.sethook() coroutine.yield() end, "c")
  leaf()
end)
debug.sethook()
print(ok, message) --> false	attempt to yield across metamethod/C-call boundary

-- A hook belongs to one coroutine.
local seen = {}
local co = coroutine.create(function(a)
  local b = a
  coroutine.yield(b)
  return b
end)
debug.sethook(co, function(event, line) seen[#seen + 1] = event .. line - 0 end, "l")
leaf()
coroutine.resume(co, 1)
leaf()
coroutine.resume(co)
print(#seen, debug.gethook(), (debug.gethook(co)) ~= nil) --> 3	nil	true
local inherited = {}
debug.sethook(hook, "c", 3)
local child = coroutine.create(leaf)
debug.sethook()
print(debug.gethook(child)) --> nil	c	3

-- A hook sees and changes the variables of what it interrupts.
local function victim(argument) local own = "own" return argument, own end
debug.sethook(function()
  debug.sethook()
  print(debug.getlocal(2, 1)) --> argument	given
  debug.setlocal(2, 1, "changed")
end, "c")
print(victim("given")) --> changed	own

-- Values in flight survive a hook before every instruction, whatever it does.
debug.sethook(function() collectgarbage("count") local t = {{}, {}} return #t end, "crl", 1)
local joined = {}
for i = 1, 20 do joined[i] = ("x"):rep(i):gsub("x", function(c) return c .. i end) end
local function spread(...) return ... end
local packed = {spread(unpack(joined))}
local sum = select("#", spread(spread(1, 2, 3), spread(4, 5)))
debug.sethook()
print(#packed, packed[20] == joined[20], sum, #packed[20]) --> 20	true	3	60
print(pcall(debug.sethook, 1, "c")) --> false	bad argument #1 to '?' (function expected, got number)
print(pcall(debug.sethook, hook)) --> false	bad argument #2 to '?' (string expected, got no value)
