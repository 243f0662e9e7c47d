-- The one operation that makes a number of an operand that is none, if nobody looks.
local powered = setmetatable({}, {__pow = function(left, right) return type(left) .. " ^ " .. type(right) end})
print(powered ^ 0) --> table ^ number
print(1 ^ powered) --> number ^ table
print(powered ^ powered) --> table ^ table
local zero, one = 0, 1
print(powered ^ zero) --> table ^ number
print(one ^ powered) --> number ^ table
print(pcall(function() return nil ^ 0 end)) --> false	power.lua:9: attempt to perform arithmetic on a nil value
print(pcall(function() return one ^ {} end)) --> false	power.lua:10: attempt to perform arithmetic on a table value
print(pcall(function() return (true) ^ zero end)) --> false	power.lua:11: attempt to perform arithmetic on a boolean value
print("2" ^ 0, 1 ^ "2", "2" ^ "3", (0 / 0) ^ 0) --> 1	1	8	1
