-- Coroutines through every kind of call.
local co = coroutine.create(function(a, b)
  local c = coroutine.yield(a + b)
  local d, e = coroutine.yield(c * 2)
  return d + e, "end"
end)
print(coroutine.resume(co, 1, 2)) --> true	3
print(coroutine.status(co), coroutine.resume(co, 10)) --> suspended	true	20
print(coroutine.resume(co, 3, 4)) --> true	7	end
print(coroutine.status(co), coroutine.resume(co)) --> dead	false	cannot resume dead coroutine
local gen = coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)
print(gen(), gen(), gen(), gen()) --> 1	2	3
print(pcall(gen)) --> false	cannot resume dead coroutine
print(coroutine.resume(coroutine.create(function() error("oops") end))) --> false	coroutines.lua:14: oops
print(select(2, coroutine.resume(coroutine.create(function() error({code = 7}) end))).code) --> 7
print(select(2, coroutine.resume(coroutine.create(function() local x = nil; x.y = 1 end)))) --> coroutines.lua:16: attempt to index local 'x' (a nil value)
print(coroutine.running()) --> nil
local outer
outer = coroutine.create(function()
  local innerCo = coroutine.create(function() return coroutine.status(outer), coroutine.resume(outer) end)
  return coroutine.resume(innerCo)
end)
print(coroutine.resume(outer)) --> true	true	normal	false	cannot resume normal coroutine
print(pcall(coroutine.yield, 1)) --> false	attempt to yield across metamethod/C-call boundary
print(coroutine.resume(coroutine.create(function() return pcall(coroutine.yield, 1) end))) --> true	false	attempt to yield across metamethod/C-call boundary
local function permgen(a, n)
  n = n or #a
  if n <= 1 then coroutine.yield(a) else
    for i = 1, n do
      a[n], a[i] = a[i], a[n]
      permgen(a, n - 1)
      a[n], a[i] = a[i], a[n]
    end
  end
end
local count, last = 0
for p in coroutine.wrap(function() permgen({1, 2, 3, 4}) end) do count = count + 1; last = table.concat(p, " ") end
print(count, last) --> 24	1 2 3 4
local t = {}
for i = 1, 100 do t[i] = coroutine.wrap(function(x) while true do x = coroutine.yield(x + i) end end) end
local sum = 0
for i = 1, 100 do sum = sum + t[i](1) + t[i](2) end
print(sum) --> 10400
print(pcall(coroutine.create, 1)) --> false	bad argument #1 to '?' (Lua function expected)
print(pcall(coroutine.resume, 1)) --> false	bad argument #1 to '?' (coroutine expected)
print(coroutine.wrap(function(...) return select("#", ...), ... end)(1, nil, 3)) --> 3	1	nil	3
