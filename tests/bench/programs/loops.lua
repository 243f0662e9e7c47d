-- Numeric loops and arithmetic on locals only.
local sum = 0
for i = 1, 3000 do
  for j = 1, 3000 do
    sum = (sum + i * j) % 1000003
  end
end
local n, steps = 837799, 0
while n ~= 1 do
  if n % 2 == 0 then n = n / 2 else n = 3 * n + 1 end
  steps = steps + 1
end
return sum + steps
