-- Array part of a table: primes below a limit.
local limit, total = 400000, 0
for _ = 1, 4 do
  local composite = {}
  for i = 1, limit do composite[i] = false end
  for i = 2, math.floor(math.sqrt(limit)) do
    if not composite[i] then
      for j = i * i, limit, i do composite[j] = true end
    end
  end
  for i = 2, limit do
    if not composite[i] then total = total + 1 end
  end
end
return total
