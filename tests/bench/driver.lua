-- Calls a program several times and prints its checksum and the milliseconds of each call: driver.lua FILE CALLS
local file, calls = ...
local program = assert(loadfile(file))
local clock = os.clock
for _ = 1, tonumber(calls) do
  collectgarbage()
  local start = clock()
  local result = program()
  local finish = clock()
  io.write(tostring(result), " ", string.format("%.3f", (finish - start) * 1000), "\n")
end
