-- redis.call: a sorted set with ranks and ranges.
local sum = 0
for i = 1, 20000 do
  redis.call("ZADD", KEYS[1], i * 7 % 1000, "player:" .. i % 2000)
  if i % 20 == 0 then
    local top = redis.call("ZREVRANGE", KEYS[1], 0, 9, "WITHSCORES")
    sum = sum + #top + top[2]
    sum = sum + redis.call("ZRANK", KEYS[1], "player:" .. i % 2000)
  end
end
return tostring(sum)
