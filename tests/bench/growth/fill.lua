-- Fills a table with ... elements, one after the other. Prints the milliseconds.
local size = tonumber((...))
local start = os.clock()
local list = {}
for i = 1, size do list[i] = i end
io.write(string.format("%.3f", (os.clock() - start) * 1000), "\n")
