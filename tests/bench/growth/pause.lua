-- The pause of one collection with ... live tables. Prints the milliseconds.
local size = tonumber((...))
local list = {}
for i = 1, size do list[i] = { i } end
collectgarbage()
local start = os.clock()
collectgarbage()
io.write(string.format("%.3f", (os.clock() - start) * 1000), "\n")
