-- Reserve all items of an order or none: check everything, then write.
--
-- KEYS[1]  stock, a hash from item to quantity
-- KEYS[2]  reservations of this order
-- ARGV[1]  the order as JSON: [{"item": ..., "quantity": ...}, ...]
-- Returns  JSON with the missing items, or the reserved total

local stock, reserved = KEYS[1], KEYS[2]
local order = cjson.decode(ARGV[1])

local missing = {}
for _, line in ipairs(order) do
  local left = tonumber(redis.call('HGET', stock, line.item)) or 0
  if left < line.quantity then
    local short = line.quantity - left
    missing[#missing + 1] = { item = line.item, short = short }
  end
end

if #missing > 0 then
  return cjson.encode({ ok = false, missing = missing })
end

local total = 0
for _, line in ipairs(order) do
  redis.call('HINCRBY', stock, line.item, -line.quantity)
  redis.call('HINCRBY', reserved, line.item, line.quantity)
  total = total + line.quantity
end
redis.call('EXPIRE', reserved, 900)

return cjson.encode({ ok = true, reserved = total })
