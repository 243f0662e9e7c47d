-- Loops, scopes and captured variables.
for i = 1, 10 do print(i) end
for i = 10, 1, -2 do if i == 4 then break end end
for k, v in pairs(t) do print(k, v) end
for line in lines() do local f = function() return line end end
while x < 10 do
  local captured = x
  f = function() captured = captured + 1 end
  if captured then break end
end
repeat
  local y = g()
  h(function() return y end)
until y > 10
repeat x = x + 1 until x == 5 or z
do
  local hidden
  k = function() return hidden, k end
end
