-- Coroutines: generators that are resumed many times, and many that are short.
local function generator(limit)
  return coroutine.wrap(function()
    for i = 1, limit do coroutine.yield(i) end
    return nil
  end)
end
local sum = 0
for value in generator(1200000) do sum = sum + value end
local function filter(source, divisor)
  return coroutine.wrap(function()
    for value in source do
      if value % divisor ~= 0 then coroutine.yield(value) end
    end
  end)
end
local source = generator(60000)
for _, prime in ipairs({ 2, 3, 5, 7 }) do source = filter(source, prime) end
for value in source do sum = sum + value end
for i = 1, 80000 do
  local thread = coroutine.create(function(a) return a + coroutine.yield(a) end)
  local _, first = coroutine.resume(thread, i)
  local _, second = coroutine.resume(thread, first)
  sum = sum + second
end
return sum
