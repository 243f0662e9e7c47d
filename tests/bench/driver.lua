-- Calls a program several times and prints its checksum and the milliseconds of each call: driver.lua FILE CALLS
-- The time is that of the thread that runs the program, where the system tells it: what V8 compiles on other threads meanwhile keeps
-- nobody waiting. Elsewhere it is that of the whole process.
local file, calls = ...
local program = assert(loadfile(file))
local function clock()
  local schedule = io.open("/proc/self/schedstat")
  if not schedule then return os.clock() end
  local nanoseconds = schedule:read("*l"):match("%d+")
  schedule:close()
  return nanoseconds / 1e9
end
for _ = 1, tonumber(calls) do
  collectgarbage()
  local start = clock()
  local result = program()
  local finish = clock()
  io.write(tostring(result), " ", string.format("%.3f", (finish - start) * 1000), "\n")
end
