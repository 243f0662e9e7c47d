-- Closures that share upvalues, made and called.
local function counter(step)
  local count = 0
  return function()
    count = count + step
    return count
  end, function() return count end
end
local sum = 0
for i = 1, 200000 do
  local increase, read = counter(i % 5)
  increase()
  increase()
  increase()
  sum = sum + read()
end
local increase, read = counter(3)
for _ = 1, 3000000 do increase() end
return sum + read()
