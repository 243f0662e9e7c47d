-- Protected calls: some return, some raise strings, some raise tables.
local function check(n)
  if n % 3 == 0 then error("third", 0) end
  if n % 5 == 0 then error({ code = n }) end
  return n
end
local sum = 0
for i = 1, 400000 do
  local ok, result = pcall(check, i)
  if ok then
    sum = sum + result
  elseif type(result) == "table" then
    sum = sum - result.code
  else
    sum = sum + #result
  end
end
return sum
