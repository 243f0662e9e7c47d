-- Token bucket: a burst of `capacity`, then `rate` requests per second.
-- The state is one small hash.
--
-- KEYS[1]  the bucket
-- ARGV     now (ms), capacity, rate (tokens per second), cost
-- Returns  { allowed, tokens left, ms to wait }

local bucket = KEYS[1]
local now, capacity = tonumber(ARGV[1]), tonumber(ARGV[2])
local rate, cost = tonumber(ARGV[3]), tonumber(ARGV[4])

local state = redis.call('HMGET', bucket, 'tokens', 'at')
local tokens = tonumber(state[1]) or capacity
local at = tonumber(state[2]) or now

-- Refill for the time that has passed, but never above the brim.
tokens = math.min(capacity, tokens + (now - at) / 1000 * rate)

local allowed, wait = 0, 0
if tokens >= cost then
  tokens, allowed = tokens - cost, 1
else
  wait = math.ceil((cost - tokens) / rate * 1000)
end

redis.call('HSET', bucket, 'tokens', tostring(tokens), 'at', now)
redis.call('PEXPIRE', bucket, math.ceil(capacity / rate * 1000))

-- A number would lose its fraction on the way out, so it goes as text.
return { allowed, string.format('%.2f', tokens), wait }
