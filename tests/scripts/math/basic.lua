-- The math library.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(math.floor(3.7), math.floor(-3.7), math.ceil(3.2), math.ceil(-3.2), math.floor("5.5"), math.abs(-4), math.abs(-0.5)) --> 3	-4	4	-3	5	4	0.5
print(math.max(1, 5, 3), math.min(4, 2, 8), math.max(-1), math.min("3", 2), math.huge, -math.huge, math.pi) --> 5	2	-1	2	inf	-inf	3.1415926535898
print(math.sqrt(16), math.sqrt(2), math.exp(0), math.exp(1), math.log(1), math.log(10), math.log10(1000), math.pow(2, 10)) --> 4	1.4142135623731	1	2.718281828459	0	2.302585092994	3	1024
print(math.sin(0), math.sin(1), math.cos(0), math.cos(1), math.tan(1), math.asin(1), math.acos(1), math.atan(1)) --> 0	0.8414709848079	1	0.54030230586814	1.5574077246549	1.5707963267949	0	0.78539816339745
print(math.atan2(1, 1), math.atan2(-1, -1), math.atan2(0, -1), math.sinh(1), math.cosh(1), math.tanh(1), math.deg(math.pi), math.rad(180)) --> 0.78539816339745	-2.3561944901923	3.1415926535898	1.1752011936438	1.5430806348152	0.76159415595576	180	3.1415926535898
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.fmod(5.5, 2), math.fmod(1, math.huge), math.mod(7, 3), math.mod == math.fmod) --> 1	-1	1	1.5	1	1	true
print(math.modf(3.7), math.modf(-3.7), math.modf(5), math.modf(math.huge), math.modf(-math.huge)) --> 3	-3	5	inf	-inf	-0
print(math.frexp(8), math.frexp(0.3), math.frexp(0), math.frexp(-5), math.ldexp(0.5, 4), math.ldexp(1, -1), math.ldexp(1, 2000)) --> 0.5	0.6	0	-0.625	8	0.5	inf
print(math.floor(2^53), math.floor(-2^31), math.floor(1e300), math.ceil(-0.5), math.floor(0.5)) --> 9.007199254741e+15	-2147483648	1e+300	-0	0
math.randomseed(1)
print(err(math.random, 0)) --> bad argument #1 to '?' (interval is empty)
print(err(math.random, 2, 1)) --> bad argument #2 to '?' (interval is empty)
print(err(math.random, 1, 2, 3)) --> wrong number of arguments
print(err(math.random, "x")) --> bad argument #1 to '?' (number expected, got string)
local low, high = true, true
for i = 1, 1000 do
  local a, b, c = math.random(), math.random(6), math.random(-3, 3)
  low = low and a >= 0 and b >= 1 and c >= -3
  high = high and a < 1 and b <= 6 and c <= 3 and b == math.floor(b) and c == math.floor(c)
end
print(low, high, math.random(5, 5), math.random(1)) --> true	true	5	1
print(err(function() return math.floor() end)) --> bad argument #1 to 'floor' (number expected, got no value)
print(err(function() return math.floor({}) end)) --> bad argument #1 to 'floor' (number expected, got table)
print(err(function() return math.floor("x") end)) --> bad argument #1 to 'floor' (number expected, got string)
print(err(function() return math.max() end)) --> bad argument #1 to 'max' (number expected, got no value)
print(err(function() return math.max(1, {}) end)) --> bad argument #2 to 'max' (number expected, got table)
print(err(function() return math.fmod(1) end)) --> bad argument #2 to 'fmod' (number expected, got no value)
print(err(function() return math.ldexp(1) end)) --> bad argument #2 to 'ldexp' (number expected, got no value)
print(err(function() return math.randomseed() end)) --> bad argument #1 to 'randomseed' (number expected, got no value)
-- The last argument is looked at first.
print(err(math.fmod, {}, true), err(math.ldexp, {}, true)) --> bad argument #2 to '?' (number expected, got boolean)	bad argument #2 to '?' (number expected, got boolean)
print(err(math.pow, {}, true), err(math.atan2, {}, true)) --> bad argument #2 to '?' (number expected, got boolean)	bad argument #2 to '?' (number expected, got boolean)
