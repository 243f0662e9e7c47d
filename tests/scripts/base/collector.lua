-- collectgarbage, weak tables and finalizers.
print(type(collectgarbage("count")), collectgarbage("count") > 0, type(gcinfo()), math.floor(gcinfo()) == gcinfo())
--> number	true	number	true
print(collectgarbage(), collectgarbage("collect"), collectgarbage("stop"), collectgarbage("restart")) --> 0	0	0	0
local pause, multiplier = collectgarbage("setpause", 150), collectgarbage("setstepmul", 300)
print(pause, multiplier, collectgarbage("setpause", 200), collectgarbage("setstepmul", 200)) --> 200	200	150	300
print(type(collectgarbage("step")), collectgarbage("step", 100000)) --> boolean	true
print(pcall(collectgarbage, "nothing")) --> false	bad argument #1 to '?' (invalid option 'nothing')
print(pcall(collectgarbage, "step", "x")) --> false	bad argument #2 to '?' (number expected, got string)
print(pcall(collectgarbage, {})) --> false	bad argument #1 to '?' (string expected, got table)
local function steps(size)
  collectgarbage()
  local count = 0
  repeat count = count + 1 until collectgarbage("step", size)
  return count
end
local small, large = steps(0), steps(6)
print(small > large, large > steps(10000), steps(100000)) --> true	true	1

local function keys(t) local n = 0 for _ in pairs(t) do n = n + 1 end return n end
local weak = setmetatable({}, {__mode = "k"})
weak[{}] = 1 weak["text"] = {} weak[1] = {} weak[function() return weak end] = 2
local kept = {} weak[kept] = "kept"
collectgarbage()
print(keys(weak), weak.text ~= nil, weak[1] ~= nil, weak[kept]) --> 3	true	true	kept
weak = setmetatable({}, {__mode = "v"})
weak[1] = {} weak[2] = "text" weak[3] = 3 weak.a = {} weak.b = kept weak.c = function() return weak end weak[kept] = kept
collectgarbage()
print(keys(weak), weak[1], weak[2], weak[3], weak.a, weak.b == kept, weak[kept] == kept) --> 4	nil	text	3	nil	true	true
weak = setmetatable({}, {__mode = "kv"})
weak[{}] = kept weak[kept] = {} weak.x = kept
collectgarbage()
print(keys(weak)) --> 1
weak = setmetatable({}, {__mode = "k"})
local chain = {} weak[chain] = {chain}
chain = nil
collectgarbage()
print(keys(weak)) --> 1

local order = {}
local function proxy(name)
  local p = newproxy(true)
  getmetatable(p).__gc = function() order[#order + 1] = name end
  getmetatable(p).__index = {name = name}
  return p
end
do local a, b, c = proxy("a"), proxy("b"), proxy("c") end
collectgarbage()
print(table.concat(order, " ")) --> c b a
collectgarbage()
print(table.concat(order, " ")) --> c b a
local saved
do
  local p = newproxy(true)
  getmetatable(p).__gc = function(self) saved = self end
  getmetatable(p).__index = function() return "alive" end
end
collectgarbage()
print(type(saved), saved.anything) --> userdata	alive
saved = nil
collectgarbage()
print(saved) --> nil
local by_key, by_value = setmetatable({}, {__mode = "k"}), setmetatable({}, {__mode = "v"})
do
  local p = newproxy(true)
  getmetatable(p).__gc = function(self) print(by_key[self], by_value[1]) end --> still here	nil
  by_key[p], by_value[1] = "still here", p
end
collectgarbage()
collectgarbage()
print(keys(by_key), keys(by_value)) --> 0	0
do local p = newproxy(true) getmetatable(p).__gc = function() error("in a finalizer", 0) end end
print(pcall(collectgarbage)) --> false	in a finalizer
print(pcall(collectgarbage)) --> true	0
do
  local p, q = newproxy(true)
  getmetatable(p).__gc = function() finalized = (finalized or 0) + 1 end
  q = newproxy(p)
  print(getmetatable(p) == getmetatable(q), pcall(newproxy, 1), pcall(newproxy, {}))
--> true	false	false	bad argument #1 to '?' (boolean or proxy expected)
end
collectgarbage()
print(finalized) --> 2
print(type(newproxy()), getmetatable(newproxy()), getmetatable(newproxy(false))) --> userdata	nil	nil
