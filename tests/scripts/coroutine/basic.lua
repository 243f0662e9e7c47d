-- Coroutines through the library.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
local co = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2)
  return d, e, "end"
end)
print(coroutine.resume(co, 1, 2)) --> true	3
print(coroutine.status(co), coroutine.resume(co, 10)) --> suspended	true	20
print(coroutine.resume(co, "x", "y")) --> true	x	y	end
print(coroutine.status(co), coroutine.resume(co)) --> dead	false	cannot resume dead coroutine
print(coroutine.resume(coroutine.create(function() error("text", 0) end))) --> false	text
print(coroutine.resume(coroutine.create(function() error({}) end)) == false) --> true
print(select("#", coroutine.resume(coroutine.create(function() end)))) --> 1
local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
print(gen(), gen(), gen(), gen()) --> 1	2	3
print(err(gen)) --> cannot resume dead coroutine
local failing = coroutine.wrap(function() error("boom", 0) end)
print(err(failing)) --> boom
print(err(coroutine.wrap(function() error({}) end)) ~= nil) --> true
print(coroutine.running(), type(coroutine.wrap(function() return coroutine.running() end)())) --> nil	thread
local outer
outer = coroutine.create(function()
  local inner = coroutine.create(function() return coroutine.status(outer) end)
  return coroutine.resume(inner)
end)
print(coroutine.resume(outer)) --> true	true	normal
local me
me = coroutine.wrap(function() return coroutine.resume(coroutine.running()) end)
print(me()) --> false	cannot resume running coroutine
local self
self = coroutine.wrap(function() return self() end)
print(err(self)) --> cannot resume running coroutine
print(err(function() coroutine.yield() end)) --> attempt to yield across metamethod/C-call boundary
print(err(function() return coroutine.create(1) end)) --> bad argument #1 to 'create' (Lua function expected)
print(err(function() return coroutine.create(type) end)) --> bad argument #1 to 'create' (Lua function expected)
print(err(function() return coroutine.wrap() end)) --> bad argument #1 to 'wrap' (Lua function expected)
print(err(function() return coroutine.resume(1) end)) --> bad argument #1 to 'resume' (coroutine expected)
print(err(function() return coroutine.status({}) end)) --> bad argument #1 to 'status' (coroutine expected)
print(coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 1) end))) --> true	false	attempt to yield across metamethod/C-call boundary
print(coroutine.resume(coroutine.create(function() for k in function() coroutine.yield() end do end end))) --> false	attempt to yield across metamethod/C-call boundary
print(coroutine.resume(coroutine.create(function() return setmetatable({}, {__index = function() coroutine.yield() end}).x end))) --> false	attempt to yield across metamethod/C-call boundary
print(coroutine.resume(coroutine.create(function() return (("x"):gsub("x", function() coroutine.yield() end)) end))) --> false	attempt to yield across metamethod/C-call boundary
local function permutations(a, n)
  if n == 0 then coroutine.yield(table.concat(a)) else
    for i = 1, n do
      a[n], a[i] = a[i], a[n]
      permutations(a, n - 1)
      a[n], a[i] = a[i], a[n]
    end
  end
end
local all = {}
for p in coroutine.wrap(function() permutations({1, 2, 3}, 3) end) do all[#all + 1] = p end
print(table.concat(all, " ")) --> 231 321 312 132 213 123
local many = {}
for i = 1, 100 do many[i] = coroutine.wrap(function() local n = 0 while true do n = n + i coroutine.yield(n) end end) end
local sum = 0
for round = 1, 10 do for i = 1, 100 do sum = sum + many[i]() end end
print(sum) --> 277750
print(coroutine.resume(coroutine.create(function(...) return select("#", ...) end), nil, nil, nil)) --> true	3
print(coroutine.wrap(function(...) return ... end)(1, nil, 3)) --> 1	nil	3
local deep = coroutine.wrap(function() return coroutine.wrap(function() return coroutine.wrap(function() coroutine.yield("inner") end)() end)() end)
print(deep()) --> inner
