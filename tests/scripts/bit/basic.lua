-- LuaBitOp.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(bit.tobit(0xffffffff), bit.tobit(0x80000000), bit.tobit(2^32 + 5), bit.tobit(-1), bit.tobit(1.5), bit.tobit(2.5), bit.tobit(3.5)) --> -1	-2147483648	5	-1	2	2	4
print(bit.bnot(0), bit.bnot(0x12345678), bit.bnot(-1), bit.band(0x12345678, 0xff), bit.bor(1, 2, 4, 8), bit.bxor(0xa5a5f0f0, 0xaa55ff00)) --> -1	-305419897	0	120	15	267390960
print(bit.lshift(1, 0), bit.lshift(1, 31), bit.lshift(1, 32), bit.lshift(1, 33), bit.rshift(256, 8), bit.rshift(-256, 8), bit.arshift(-256, 8), bit.arshift(256, 8)) --> 1	-2147483648	1	2	1	16777215	-1	1
print(bit.rol(0x12345678, 12), bit.ror(0x12345678, 12), bit.bswap(0x12345678), bit.bswap(bit.bswap(5))) --> 1164411171	1736516421	2018915346	5
print(bit.tohex(1), bit.tohex(-1), bit.tohex(0xffffffff), bit.tohex(-1, -8), bit.tohex(0x21, 4), bit.tohex(0x87654321, 4), bit.tohex(255, 0), bit.tohex(255, -2)) --> 00000001	ffffffff	ffffffff	FFFFFFFF	0021	4321		FF
print(bit.band(-1), bit.bor("3", 4), bit.bxor(1, 1, 1), bit.tobit(1e15), bit.tobit(2^53), bit.tobit("0x10")) --> -1	7	1	-1530494976	0	16
print(bit.tobit(0/0), bit.tobit(1/0), bit.tobit(-1/0), bit.tobit(1e300)) --> 0	0	0	-2013235812
print(err(bit.band)) --> bad argument #1 to '?' (number expected, got no value)
print(err(bit.band, 1, "x")) --> bad argument #2 to '?' (number expected, got string)
print(err(bit.bnot, {})) --> bad argument #1 to '?' (number expected, got table)
print(err(bit.lshift, 1)) --> bad argument #2 to '?' (number expected, got no value)
print(err(bit.tohex)) --> bad argument #1 to '?' (number expected, got no value)
print(err(bit.tobit, nil)) --> bad argument #1 to '?' (number expected, got nil)
print(err(bit.band, 1, true, {})) --> bad argument #3 to '?' (number expected, got table)
print(err(bit.band, {}, true, {})) --> bad argument #1 to '?' (number expected, got table)
