-- string.byte and string.char: a checksum and a cipher.
local text = string.rep("The quick brown fox jumps over the lazy dog. ", 400)
local a, b = 1, 0
for _ = 1, 80 do
  for i = 1, #text do
    a = (a + text:byte(i)) % 65521
    b = (b + a) % 65521
  end
end
local char, byte, concat = string.char, string.byte, table.concat
for _ = 1, 30 do
  local out = {}
  for i = 1, #text do out[i] = char((byte(text, i) + 13) % 256) end
  text = concat(out)
end
return b * 65536 + a + byte(text, 100)
