-- Strings built by concatenation and table.concat, taken apart by sub and byte.
local parts = {}
for i = 1, 120000 do parts[#parts + 1] = "item " .. i .. ";" end
local text = table.concat(parts)
local sum = #text
for i = 1, #text, 3 do
  if text:sub(i, i) == ";" then sum = sum + i % 10 end
end
local line = ""
for i = 1, 4000 do line = line .. string.char(97 + i % 26) end
sum = sum + #line
for i = 1, 200 do sum = sum + #(line:upper():reverse():lower()) + #line:rep(3) end
return sum
