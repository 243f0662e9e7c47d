-- sort: order, comparison sequence, errors, callbacks that misbehave.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
local function sorted(t, f) table.sort(t, f) return table.concat(t, " ") end
print(sorted({3, 1, 2}), sorted({}), sorted({1}), sorted({2, 1}), sorted({"b", "a", "C"}), sorted({1.5, -1, 0, 1e10})) --> 1 2 3		1	1 2	C a b	-1 0 1.5 10000000000
print(sorted({5, 3, 8, 1, 9, 2}, function(a, b) return a > b end)) --> 9 8 5 3 2 1
local log = {}
print(sorted({5, 3, 8, 1, 9, 2, 7}, function(a, b) log[#log + 1] = a .. "<" .. b return a < b end)) --> 1 2 3 5 7 8 9
print(table.concat(log, " ")) --> 7<5 1<5 3<5 8<5 5<9 5<2 8<5 5<2 7<9 8<7 9<8 2<1 3<1 2<3
log = {}
sorted({1, 2, 3, 4, 5, 6, 7, 8}, function(a, b) log[#log + 1] = a .. "<" .. b return a < b end)
print(table.concat(log, " ")) --> 8<1 4<1 8<4 2<4 3<4 7<4 4<6 4<5 4<7 4<3 3<1 2<1 3<2 8<5 6<5 8<6 7<6 6<7 6<5 8<7
log = {}
sorted({2, 2, 2, 2, 2}, function(a, b) log[#log + 1] = a .. "<" .. b return a < b end)
print(table.concat(log, " ")) --> 2<2 2<2 2<2 2<2 2<2 2<2 2<2 2<2 2<2
log = {}
sorted({8, 7, 6, 5, 4, 3, 2, 1}, function(a, b) log[#log + 1] = a .. "<" .. b return a < b end)
print(table.concat(log, " ")) --> 1<8 5<1 8<5 7<5 5<3 6<5 5<4 2<5 6<5 5<2 8<7 6<7 2<1 3<1 2<3 4<2 2<4 2<1 3<4
local big = {}
for i = 1, 1000 do big[i] = (i * 7919) % 1009 end
local count = 0
table.sort(big, function(a, b) count = count + 1 return a < b end)
local ordered = true
for i = 2, #big do ordered = ordered and big[i - 1] <= big[i] end
print(ordered, count) --> true	10062
print(sorted({0, -0, 0, -0}), sorted({"a\0b", "a", "a\0a"}) == "a a\0a a\0b", sorted({"Z", "a", "\255", "_"}) == "Z _ a \255") --> 0 0 0 0	true	true
print(err(table.sort, {3, 1, 2, 5, 4}, function() return true end)) --> invalid order function for sorting
print(err(table.sort, {1, 2, 3, 4, 5, 6}, function(a, b) return true end)) --> invalid order function for sorting
print(err(table.sort, {1, "x"})) --> attempt to compare string with number
print(err(table.sort, {{}, {}})) --> attempt to compare two table values
print(err(table.sort, {true, false})) --> attempt to compare two boolean values
print(err(table.sort, {1, 2, nil, 4})) --> attempt to compare nil with number
print(err(table.sort, {1, 2}, 1)) --> bad argument #2 to '?' (function expected, got number)
print(err(table.sort, nil)) --> bad argument #1 to '?' (table expected, got nil)
print(err(table.sort, {3, 2, 1}, function() error("compare", 0) end)) --> compare
print(pcall(table.sort, {1}, function() error("never") end)) --> true
local mt = {__lt = function(a, b) return a.v < b.v end}
local objects = {}
for i, v in ipairs({3, 1, 2}) do objects[i] = setmetatable({v = v}, mt) end
table.sort(objects)
print(objects[1].v, objects[2].v, objects[3].v) --> 1	2	3
local records = {{"b", 2}, {"a", 2}, {"c", 1}}
table.sort(records, function(x, y) if x[2] ~= y[2] then return x[2] < y[2] end return x[1] < y[1] end)
print(records[1][1], records[2][1], records[3][1]) --> c	a	b
local shrinking = {5, 4, 3, 2, 1}
print(err(table.sort, shrinking, function(a, b) shrinking[5] = nil return (a or 0) < (b or 0) end)) --> no error
local yielded = coroutine.wrap(function() table.sort({3, 2, 1}, function(a, b) coroutine.yield(1) return a < b end) end)
print(err(yielded)) --> attempt to yield across metamethod/C-call boundary
