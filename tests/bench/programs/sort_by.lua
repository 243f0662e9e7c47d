-- table.sort with comparators written in Lua.
local seed, sum = 7, 0
local function random()
  seed = (seed * 16807) % 2147483647
  return seed
end
for _ = 1, 3 do
  local jobs = {}
  for i = 1, 20000 do jobs[i] = { priority = random() % 10, id = i } end
  table.sort(jobs, function(a, b)
    if a.priority ~= b.priority then return a.priority > b.priority end
    return a.id < b.id
  end)
  for i = 1, #jobs, 100 do sum = (sum + jobs[i].id * i) % 1000000007 end
  local numbers = {}
  for i = 1, 20000 do numbers[i] = random() end
  table.sort(numbers, function(a, b) return a > b end)
  sum = (sum + numbers[1] - numbers[#numbers]) % 1000000007
end
return sum
