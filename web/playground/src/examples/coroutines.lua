-- Closures and coroutines: a lazy pipeline over the keys of a catalogue.
-- `words` yields from inside two loops; `filter` and `take` are closures
-- that resume it whenever they need another word.

local function words(key)
  return coroutine.wrap(function()
    for _, line in ipairs(redis.call('LRANGE', key, 0, -1)) do
      for word in string.gmatch(line, '%a+') do
        coroutine.yield(word:lower())
      end
    end
  end)
end

local function filter(source, accepts)
  return function()
    for word in source do
      if accepts(word) then return word end
    end
  end
end

local function take(source, count)
  local taken = 0
  return function()
    if taken == count then return nil end
    taken = taken + 1
    return source()
  end
end

local minimum = tonumber(ARGV[1])
local long = filter(words(KEYS[1]), function(word)
  return #word >= minimum
end)

local found = {}
for word in take(long, tonumber(ARGV[2])) do
  found[#found + 1] = word
  redis.call('ZINCRBY', KEYS[2], 1, word)
end
return found
