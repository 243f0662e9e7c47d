-- Loops, conditions, numeric for with fractions, multiple assignment.
local out = {}
for i = 3, 1, -1 do out[#out + 1] = i end
for i = 1, 0 do out[#out + 1] = "never" end
for i = 0.1, 0.5, 0.1 do out[#out + 1] = i end
print(table.concat(out, " ")) --> 3 2 1 0.1 0.2 0.3 0.4 0.5
local n = 0
while true do n = n + 1; if n > 5 then break end end
print(n) --> 6
repeat local done = n < 0; n = n - 2 until done or n < -10
print(n) --> -4
local a, b, c = (function() return 1, 2, 3 end)()
print(a, b, c, (function() return 1, 2 end)()) --> 1	2	3	1	2
a, b = b, a
print(a, b) --> 2	1
local t = {1, 2}
local i = 1
i, t[i] = i + 1, 20
print(i, t[1], t[2]) --> 2	20	2
print(1 and 2, nil and 1, false or "x", nil or false, 1 == 1 and "yes" or "no") --> 2	nil	x	false	yes
print(not nil, not 0, 1 < 2 == true, "a" < "b", "a" < "B", "" < "a") --> true	false	true	true	false	true
print(2 ^ 3 ^ 2, -2 ^ 2, 7 % 3, -7 % 3, 7 % -3, 1 / 0, -1 / 0) --> 512	-4	1	2	-2	inf	-inf
print("10" + 5, "0x10" * 1, 10 .. 20) --> 15	16	1020
print(#"abc", #{1, 2, nil, 4} == 4 or #{1, 2, nil, 4} == 2) --> 3	true
local function va(...) return ..., select("#", ...) end
print(va(), va(nil), (va(1, 2, 3))) --> nil	nil	1
print((select("#", va(1, 2, 3)))) --> 2
local function tail(k) if k == 0 then return "done" end return tail(k - 1) end
print(tail(100000)) --> done
print(type(nil), type(print), type({}), type("x"), type(2), type(true)) --> nil	function	table	string	number	boolean
local function argTable(...) return arg.n, arg[1] end
print(argTable("first", 2)) --> 2	first
local s = [[
line one
line two]]
print(#s, s:sub(1, 8), [==[a]]b]==]) --> 17	line one	a]]b
print("\65\066\10\\\"\'" == 'AB\n\\"\'', "tab\tend") --> true	tab	end
print(0x10, 1e2, .5, 3., 1e-2, 0xA) --> 16	100	0.5	3	0.01	10
local k, v = next({10})
print(k, v) --> 1	10
