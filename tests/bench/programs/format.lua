-- string.format with the usual directives.
local sum = 0
local format = string.format
for i = 1, 150000 do
  sum = sum + #format("%d %s %5.2f", i, "abc", i / 7)
  sum = sum + #format("%05d|%-8s|%x", i % 1000, "left", i)
  sum = sum + #format("%q", "a\nb") + #format("%g", i * 0.5)
end
return sum
