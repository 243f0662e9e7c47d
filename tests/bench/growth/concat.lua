-- Builds a string of ... pieces with table.concat. Prints the milliseconds.
local size = tonumber((...))
local start = os.clock()
local parts = {}
for i = 1, size do parts[i] = i % 1000 end
local text = table.concat(parts, ",")
io.write(string.format("%.3f", (os.clock() - start) * 1000), "\n")
