-- Comparisons, logic and the values of conditions.
local a, b = x, y
if a == 1 and b ~= "s" or not (a < b) then f() end
if 1 < a and a <= 2 and 3 > b and b >= 4 then f() elseif a == nil then g() else h() end
local less = a < b
local both = a and b
local either = a or b or 1
local chosen = a == 1 and "one" or "other"
local inverted = not (a and b == 2)
local constant = nil and a or true or b
if false then f() end
while true do if a then break end end
return a > b, a == b, not a
