-- A priority queue as a binary heap in an array, with the order as an argument.
local function push(heap, value, before)
  local at = #heap + 1
  heap[at] = value
  while at > 1 do
    local parent = math.floor(at / 2)
    if not before(heap[at], heap[parent]) then break end
    heap[at], heap[parent] = heap[parent], heap[at]
    at = parent
  end
end
local function pop(heap, before)
  local top, size = heap[1], #heap
  heap[1] = heap[size]
  heap[size] = nil
  local at = 1
  size = size - 1
  while true do
    local child = at * 2
    if child > size then break end
    if child < size and before(heap[child + 1], heap[child]) then child = child + 1 end
    if not before(heap[child], heap[at]) then break end
    heap[at], heap[child] = heap[child], heap[at]
    at = child
  end
  return top
end
local function less(a, b) return a < b end
local seed, sum = 11, 0
for _ = 1, 3 do
  local heap = {}
  for _ = 1, 8000 do
    seed = (seed * 16807) % 2147483647
    push(heap, seed % 100000, less)
  end
  for i = 1, 8000 do sum = (sum + pop(heap, less) * i) % 1000000007 end
end
return sum
