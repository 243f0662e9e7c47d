-- Numbers to strings and back.
local sum = 0
for i = 1, 200000 do
  local text = tostring(i * 1.5)
  sum = sum + tonumber(text)
  sum = sum + #(i .. "") + tonumber("0x" .. i % 10000) % 7
  sum = sum + ("10" + i % 3) * "2"
end
return sum
