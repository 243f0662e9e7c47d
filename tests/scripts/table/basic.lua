-- The table library without sort.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
local t = {}
table.insert(t, "a") table.insert(t, 1, "b") table.insert(t, 2, "c") table.insert(t, 10, "far")
print(table.concat(t, ","), #t, t[10]) --> b,c,a	3	far
print(table.remove(t), table.remove(t, 1), table.concat(t, ","), table.remove({}), table.remove({1}, 5), select("#", table.remove({}))) --> a	b	c	nil	nil	0
local u = {1, 2, 3, 4, 5}
print(table.remove(u, 2), table.concat(u, " "), table.remove(u), table.concat(u, " ")) --> 2	1 3 4 5	5	1 3 4
print(table.concat({}), table.concat({1, 2, 3}), table.concat({1, "a", 2.5}, "-"), table.concat({1, 2, 3}, ",", 2), table.concat({1, 2, 3}, ",", 2, 2), table.concat({1, 2, 3}, ",", 3, 2) == "") --> 	123	1-a-2.5	2,3	2	true
print(table.concat({1, 2}, 0), table.concat({"x"}, "sep"), table.concat({[0] = "z", "a"}, ",", 0), #table.concat({("x"):rep(5000), ("y"):rep(5000)}, ("z"):rep(100))) --> 102	x	z,a	10100
print(table.getn({1, 2, 3}), table.maxn({1, 2, [10] = 1, [2.5] = 1}), table.maxn({}), table.maxn({[-1] = 1}), table.maxn({[1e10] = 1})) --> 3	10	0	0	10000000000
local seen = {}
table.foreach({a = 1}, function(k, v) seen[#seen + 1] = k .. v end)
table.foreachi({"x", "y", "z"}, function(i, v) seen[#seen + 1] = i .. v end)
print(table.concat(seen, " ")) --> a1 1x 2y 3z
print(table.foreach({1, 2, 3}, function(k, v) if v == 2 then return "found" end end), table.foreachi({1, 2, 3}, function(i) if i == 3 then return i end end)) --> found	3
print(err(function() return table.insert() end)) --> bad argument #1 to 'insert' (table expected, got no value)
print(err(function() return table.insert({}) end)) --> wrong number of arguments to 'insert'
print(err(function() return table.insert(nil, 1) end)) --> bad argument #1 to 'insert' (table expected, got nil)
print(err(function() return table.insert({}, 1, 2, 3) end)) --> wrong number of arguments to 'insert'
print(err(function() return table.insert({}, "x", 2) end)) --> bad argument #2 to 'insert' (number expected, got string)
print(err(function() return table.remove(nil) end)) --> bad argument #1 to 'remove' (table expected, got nil)
print(err(function() return table.concat({1, {}, 3}) end)) --> invalid value (table) at index 2 in table for 'concat'
print(err(function() return table.concat({1, 2, 3}, ",", 1, 5) end)) --> invalid value (nil) at index 4 in table for 'concat'
print(err(function() return table.concat({true}) end)) --> invalid value (boolean) at index 1 in table for 'concat'
print(err(function() return table.concat(nil) end)) --> bad argument #1 to 'concat' (table expected, got nil)
print(err(function() return table.concat({}, {}) end)) --> bad argument #2 to 'concat' (string expected, got table)
print(err(function() return table.setn({}, 1) end)) --> 'setn' is obsolete
print(err(function() return table.getn() end)) --> bad argument #1 to 'getn' (table expected, got no value)
print(err(function() return table.foreach({}) end)) --> bad argument #2 to 'foreach' (function expected, got no value)
print(err(function() return table.foreachi({}, 1) end)) --> bad argument #2 to 'foreachi' (function expected, got number)
print(err(function() return table.foreach({1}, function() error("in callback", 0) end) end)) --> in callback
local w = {}
for i = 1, 100 do table.insert(w, 1, i) end
print(w[1], w[100], #w) --> 100	1	100
for i = 1, 100 do table.remove(w, 1) end
print(#w, next(w)) --> 0	nil
local m = setmetatable({}, {__index = function() return "x" end, __newindex = error})
table.insert(m, "raw")
print(rawget(m, 1), #m) --> raw	1
