-- Rate limiter with a sliding window: at most `limit` requests in any
-- `window` milliseconds.
--
-- KEYS[1]  sorted set, one member per accepted request, scored by time
-- ARGV     now (ms), window (ms), limit, id of this request
-- Returns  { allowed, remaining, ms until the next slot is free }

local key = KEYS[1]
local now, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local limit, request = tonumber(ARGV[3]), ARGV[4]

local function retryAfter()
  local oldest = redis.call('ZRANGE', key, 0, 0, 'WITHSCORES')
  return oldest[2] + window - now
end

local expired = redis.call('ZREMRANGEBYSCORE', key, '-inf', now - window)
if expired > 0 then
  redis.log(redis.LOG_NOTICE, expired .. ' requests left the window')
end

local used = redis.call('ZCARD', key)
if used >= limit then
  return { 0, 0, retryAfter() }
end

redis.call('ZADD', key, now, request)
redis.call('PEXPIRE', key, window)
redis.call('HINCRBY', 'limiter:accepted', key, 1)
return { 1, limit - used - 1, 0 }
