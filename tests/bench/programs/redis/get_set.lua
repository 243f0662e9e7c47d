-- redis.call: a string written and read back.
local sum = 0
for i = 1, 100000 do
  redis.call("SET", KEYS[1], i)
  sum = sum + redis.call("GET", KEYS[1])
end
return tostring(sum)
