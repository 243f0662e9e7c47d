-- Tables of tables of numbers: matrix multiplication.
local size = 130
local function fill(seed)
  local rows = {}
  for i = 1, size do
    local row = {}
    for j = 1, size do row[j] = (i * seed + j * 7) % 13 end
    rows[i] = row
  end
  return rows
end
local function multiply(a, b)
  local product = {}
  for i = 1, size do
    local left, row = a[i], {}
    for j = 1, size do
      local sum = 0
      for k = 1, size do sum = sum + left[k] * b[k][j] end
      row[j] = sum
    end
    product[i] = row
  end
  return product
end
local result = multiply(multiply(fill(3), fill(5)), fill(11))
local trace = 0
for i = 1, size do trace = trace + result[i][i] end
return trace
