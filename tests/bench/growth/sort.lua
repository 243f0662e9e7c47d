-- Sorts ... numbers. Prints the milliseconds.
local size = tonumber((...))
local seed, list = 42, {}
for i = 1, size do
  seed = (seed * 16807) % 2147483647
  list[i] = seed
end
local start = os.clock()
table.sort(list)
io.write(string.format("%.3f", (os.clock() - start) * 1000), "\n")
