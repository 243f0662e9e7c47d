-- redis.call: counters, hash fields and a list.
for i = 1, 40000 do
  redis.call("INCRBY", KEYS[1], 2)
  redis.call("HINCRBY", KEYS[2], "field:" .. i % 50, 1)
  redis.call("LPUSH", KEYS[3], i)
  if i % 10 == 0 then redis.call("LTRIM", KEYS[3], 0, 99) end
end
return redis.call("GET", KEYS[1]) .. ":" .. #redis.call("HGETALL", KEYS[2]) .. ":" .. redis.call("LLEN", KEYS[3])
