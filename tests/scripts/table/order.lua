-- Keys come in the order in which 5.1.5 stores them: the array part, then the nodes of the hash part.
local function order(t)
  local keys = {}
  for key in pairs(t) do keys[#keys + 1] = tostring(key) end
  return table.concat(keys, " ")
end

-- Numbers in constructors are nodes until the table grows.
print(order({[1] = 1, [2] = 2, [4] = 4})) --> 1 2 4
print(order({[10] = 1, [20] = 2, [40] = 4})) --> 40 10 20
print(order({[1.5] = 1, [2.5] = 2, [-4] = 4})) --> -4 1.5 2.5
print(order({[1] = 1, [2] = 2, [3] = 4, [4] = 5})) --> 1 2 4 3
print(order({[100] = 1, [1] = 2, [true] = 4, x = 5})) --> 100 true x 1
print(order({[0] = 1, [-1] = 2, [2 ^ 53] = 3, [1e300] = 4, [0.1] = 5})) --> 0 0.1 1e+300 -1 9.007199254741e+15

local sevens = {}
for i = 1, 20 do sevens[i * 7] = 1 end
print(order(sevens)) --> 91 63 126 35 70 140 105 21 42 84 119 49 98 133 7 14 77 56 112 28
local down = {}
for i = 10, 1, -1 do down[i] = 1 end
print(order(down)) --> 1 2 3 4 5 6 7 8 9 10
local mixed = {}
for i = 1, 12 do
  mixed[i * i - 30] = i
  mixed["key" .. i] = i
end
print(order(mixed)) --> 114 -29 key9 key5 key1 34 70 19 key7 key3 key8 -21 6 key10 key12 key11 51 91 -26 key6 -5 -14 key4 key2
for i = 1, 12, 2 do mixed["key" .. i] = nil end
for i = 1, 6 do mixed[i / 8] = i end
print(order(mixed)) --> 114 -29 34 0.75 70 19 0.625 0.375 key8 -21 0.5 6 0.25 -5 key10 key12 51 91 -26 key6 0.125 -14 key4 key2
