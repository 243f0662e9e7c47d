/**
 * Has the JavaScript engine optimise the machine's code before somebody waits for it.
 *
 * WebAssembly starts in baseline code; what is called often is compiled again, on other threads, which takes some tenths of a second in a
 * browser. Code belongs to the compiled module and not to one of its instances: a machine that does a little of everything, now and then,
 * and is thrown away, brings all machines of the module there.
 */
import type { Bytes } from './protocol.js';
import type { Vm } from './vm.js';

/** So much is done at a time: nobody notices. */
const kStretchMs = 4;
const kPauseMs = 8;
/** Time that the machine works in all; docs/decisions/0028 has what first calls cost after less of it. */
const kWorkMs = 1200;
const kSliceInstructions = 5_000;

/**
 * Does a little of everything for ever, but for what is in the second part of the module. It fails nowhere, writes nothing but a key of its
 * own, and keeps no memory.
 */
const kProgram = `
local concat, sort, format = table.concat, table.sort, string.format
local Point = {}
Point.__index = Point
Point.__add = function(a, b) return setmetatable({ x = a.x + b.x, y = a.y + b.y }, Point) end
function Point:length() return math.sqrt(self.x * self.x + self.y * self.y) end
local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
local function sum(...)
  local total = 0
  for i = 1, select('#', ...) do total = total + (select(i, ...)) end
  return total
end
local function counter()
  local count = 0
  return function() count = count + 1; return count end
end
local sections = {
  function() fib(11) end,
  function()
    local list = {}
    for i = 1, 200 do list[i] = (i * 7919) % 251 end
    sort(list)
    sort(list, function(a, b) return a > b end)
    for i = #list, 1, -1 do if list[i] % 2 == 0 then list[i] = nil end end
  end,
  function()
    local byName = {}
    for i = 1, 100 do byName['key:' .. i] = i end
    for name, value in pairs(byName) do byName[name] = value + 1 end
    for i = 1, 100, 2 do byName['key:' .. i] = nil end
  end,
  function()
    local point = setmetatable({ x = 0, y = 0 }, Point)
    for i = 1, 60 do point = point + setmetatable({ x = i, y = -i }, Point) end
    return point:length()
  end,
  function()
    local parts = {}
    for i = 1, 40 do parts[#parts + 1] = format('%d=%s;%5.2f', i, 'v' .. i, i / 3) end
    local text = concat(parts, ',')
    for name, value in text:gmatch('(%w+)=(%w+)') do text = name .. value end
    text = text:rep(5):gsub('%d', 'x'):upper():lower():reverse()
    for i = 1, #text do text:byte(i) end
    return text:find('x', 1, true), tonumber('12.5'), tostring(0.1), text:sub(2, -2)
  end,
  function()
    local next = counter()
    for i = 1, 100 do next() end
    for i = 1, 30 do pcall(error, 'x') end
    sum(1, 2, 3, 4, unpack({ 5, 6, 7 }))
  end,
  function()
    local generate = coroutine.wrap(function() for i = 1, 40 do coroutine.yield(i) end end)
    for i = 1, 40 do generate() end
  end,
  function()
    local value = cjson.decode(cjson.encode({ list = { 1, 2.5, 'three' }, name = 'n', flag = true }))
    for i = 1, #value.list do value[i] = value.list[i] end
    loadstring('local a, b = ... if a then return a + b end return { b, x = 1 }')(1, 2)
  end,
  function()
    local key = KEYS[1]
    for i = 1, 10 do
      redis.call('SET', key, i)
      redis.call('INCR', key)
      redis.call('GET', key)
    end
    redis.call('DEL', key)
    redis.call('HSET', key, 'field', 1, 'other', 'text')
    redis.call('HGETALL', key)
    redis.call('DEL', key)
    redis.call('ZADD', key, 1, 'a', 2, 'b')
    redis.call('ZRANGE', key, 0, -1)
    redis.call('DEL', key)
    redis.call('RPUSH', key, 'a', 'b')
    redis.call('LPOP', key)
    redis.call('EXPIRE', key, 100)
    redis.call('DEL', key)
  end,
}
while true do
  for i = 1, #sections do sections[i]() end
end`;

/** Works in a machine that nobody else uses, and closes it. `isWanted` is asked before each stretch. */
export async function warmUp(vm: Vm, isWanted: () => boolean): Promise<void> {
  const words = ['EVAL', kProgram, '1', 'warm'] as readonly string[] as readonly Bytes[];
  vm.setDeadlines({ sliceEndMs: Infinity, runEndMs: Infinity });
  let state = vm.startCommand(words, 2);
  for (let workedMs = 0; state === 'running' && workedMs < kWorkMs && isWanted(); ) {
    const startedMs = performance.now();
    while (state === 'running' && performance.now() - startedMs < kStretchMs) state = vm.resume(kSliceInstructions);
    workedMs += performance.now() - startedMs;
    await new Promise((resolve) => setTimeout(resolve, kPauseMs));
  }
  vm.close();
}
