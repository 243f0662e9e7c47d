-- Errors, three ways: redis.pcall hands one back, pcall catches one, and
-- one that nobody catches ends the script (set ARGV[1] to "yes").
-- Step through it by operation to watch the queue.

local report = {}

-- 1. redis.pcall answers with a table that has a field `err`.
local reply = redis.pcall('LPUSH', KEYS[1], 'x')
report[#report + 1] = 'redis.pcall: ' .. reply.err

-- 2. pcall catches what redis.call raises, and any other error.
local ok, problem = pcall(redis.call, 'INCR', KEYS[1])
local text = type(problem) == 'table' and problem.err or problem
report[#report + 1] = 'pcall: ' .. text

local function checkAge(text)
  local age = tonumber(text)
  if not age then error('not a number: ' .. text) end
  return age
end

local ok2, message = pcall(checkAge, 'twelve')
report[#report + 1] = 'error(): ' .. message

-- 3. What was written before an error stays: there is no rollback.
redis.call('SET', KEYS[2], 'written before the error')
if ARGV[1] == 'yes' then
  checkAge('thirteen')
end

return report
