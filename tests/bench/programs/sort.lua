-- table.sort of numbers and strings with the default order.
local seed, sum = 42, 0
local function random()
  seed = (seed * 16807) % 2147483647
  return seed
end
for _ = 1, 4 do
  local numbers = {}
  for i = 1, 50000 do numbers[i] = random() end
  table.sort(numbers)
  for i = 1, #numbers, 1000 do sum = (sum + numbers[i] * i) % 1000000007 end
  local words = {}
  for i = 1, 10000 do words[i] = "w" .. random() % 100000 end
  table.sort(words)
  sum = sum + #words[1] + #words[10000]
end
return sum
