-- Allocation: many short-lived binary trees beside one that lives.
local function grow(depth)
  if depth == 0 then return {} end
  return { grow(depth - 1), grow(depth - 1) }
end
local function count(tree)
  if not tree[1] then return 1 end
  return 1 + count(tree[1]) + count(tree[2])
end
local old, sum = grow(14), 0
for depth = 4, 14, 2 do
  for _ = 1, 2 ^ (14 - depth + 2) do sum = sum + count(grow(depth)) end
end
return sum + count(old)
