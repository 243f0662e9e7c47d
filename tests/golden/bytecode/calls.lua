-- Calls, results, methods, varargs.
local function f(a, b, ...)
  local x, y, z = ...
  local only = (...)
  print(a, ...)
  return a, b, ...
end
local function g(...)
  return arg.n
end
f(1, g(2))
f{1, f()}
local a, b, c = f()
local d = f(), 1
t:method(1, f())
do ("s"):rep(2) end
function t.a.b(x) return f(x) end
function t:m() return self:n() end
return f(), (f())
