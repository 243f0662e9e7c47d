-- Allocation: linked lists, queues with table.insert and table.remove.
local sum = 0
for round = 1, 30 do
  local head
  for i = 1, 10000 do head = { value = i, next = head } end
  local reversed
  while head do head, head.next, reversed = head.next, reversed, head end
  while reversed do
    sum = sum + reversed.value % round
    reversed = reversed.next
  end
end
for _ = 1, 20 do
  local stack = {}
  for i = 1, 20000 do table.insert(stack, i) end
  for _ = 1, 10000 do sum = sum + table.remove(stack) % 10 end
  local queue = {}
  for i = 1, 200 do table.insert(queue, 1, i) end
  while #queue > 0 do sum = sum + table.remove(queue, 1) end
end
return sum
