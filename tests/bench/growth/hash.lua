-- Fills a table with ... elements whose keys have no order. Prints the milliseconds.
local size = tonumber((...))
local start = os.clock()
local list = {}
for i = 1, size do list[i * 7 + 0.5] = i end
io.write(string.format("%.3f", (os.clock() - start) * 1000), "\n")
