-- Release a lock, but only if it is still ours: another client may have
-- taken it after ours expired.
--
-- KEYS[1]  the lock
-- ARGV[1]  the token that we wrote when we took it
-- Returns  1 if the lock was released, 0 if it belongs to somebody else

local owner = redis.call('GET', KEYS[1])

if owner == false then
  redis.log(redis.LOG_WARNING, 'the lock has expired already')
  return 0
end

if owner ~= ARGV[1] then
  redis.log(redis.LOG_WARNING, 'the lock belongs to ' .. owner)
  return 0
end

return redis.call('DEL', KEYS[1])
