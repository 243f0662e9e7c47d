-- Instructions keep the lines that Lua 5.1 gives them.
local x = f(
  1,
  g(
    2
  ),
  3
)
local y =
  a
  + b
  ..
  c
local t = {
  1,
  x = 2,
  [
    3
  ] = 4,
  f()
}
if a
  < b
then
  return a
    .b
    .c
end
function t.f
  (a)
  return a
end
for i =
  1,
  2
do
  x = i
end
