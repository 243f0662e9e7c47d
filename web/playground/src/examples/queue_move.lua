-- Take up to `count` jobs from a waiting list, oldest first, and hand
-- them to a worker.
--
-- KEYS     waiting list, active list, hash with the start time of each job
-- ARGV     count, now (ms), worker
-- Returns  the jobs taken, each as { id, payload }

local waiting, active, started = KEYS[1], KEYS[2], KEYS[3]
local taken = {}

for _ = 1, tonumber(ARGV[1]) do
  local id = redis.call('LMOVE', waiting, active, 'RIGHT', 'LEFT')
  if not id then break end

  redis.call('HSET', started, id, ARGV[2])
  local payload = redis.call('HGET', 'job:' .. id, 'payload')
  redis.call('HSET', 'job:' .. id, 'state', 'active', 'worker', ARGV[3])
  taken[#taken + 1] = { id, payload }
end

redis.log(redis.LOG_NOTICE, ARGV[3] .. ' took ' .. #taken .. ' jobs')
return taken
