-- Floating point with calls: largest eigenvalue of an infinite matrix, by power iteration.
local function entry(i, j)
  local sum = i + j - 1
  return 1 / (sum * (sum - 1) * 0.5 + i)
end
local function multiply(size, vector, transposed)
  local result = {}
  for i = 1, size do
    local sum = 0
    for j = 1, size do sum = sum + (transposed and entry(j, i) or entry(i, j)) * vector[j] end
    result[i] = sum
  end
  return result
end
local size, u, v = 300, {}, nil
for i = 1, size do u[i] = 1 end
for _ = 1, 8 do
  v = multiply(size, multiply(size, u, false), true)
  u = multiply(size, multiply(size, v, false), true)
end
local top, bottom = 0, 0
for i = 1, size do top, bottom = top + u[i] * v[i], bottom + v[i] * v[i] end
return string.format("%.9f", math.sqrt(top / bottom))
