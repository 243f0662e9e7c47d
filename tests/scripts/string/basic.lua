-- The string library without patterns.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(string.len(""), ("abc"):len(), #"a\0b", string.len(12)) --> 0	3	3	2
print(("hello"):sub(2, 4), ("hello"):sub(-3), ("hello"):sub(2, -2), ("hello"):sub(0), ("hello"):sub(10), ("hello"):sub(3, 2)) --> ell	llo	ell	hello		
print(("hello"):sub(-100, 100), ("hello"):sub(1, -6) == "", ("hello"):sub(2.9, 3.9), string.sub(12345, 2, 3)) --> hello	true	el	23
print(("abc"):byte(), ("abc"):byte(-1), ("abc"):byte(2, 3)) --> 97	99	98	99
print(select("#", ("abc"):byte(10)), select("#", (""):byte(1)), ("abc"):byte(1, -1)) --> 0	0	97	98	99
print(string.char(), string.char(72, 105), #string.char(0, 255), string.char(2^32 + 65)) --> 	Hi	2	A
print(("Hello World"):upper(), ("Hello World"):lower(), ("abc"):reverse(), (""):reverse() == "") --> HELLO WORLD	hello world	cba	true
print(("ab"):rep(3), ("ab"):rep(0) == "", ("ab"):rep(-1) == "", ("x"):rep(2.9), #("abc"):rep(1000)) --> ababab	true	true	xx	3000
print(("\228\246"):upper() == "\228\246", ("a\0b"):upper() == "A\0B", #("a\0b"):rep(2)) --> true	true	6
print(err(function() return string.char(256) end)) --> bad argument #1 to 'char' (invalid value)
print(err(function() return string.char(-1) end)) --> bad argument #1 to 'char' (invalid value)
print(err(function() return string.char("x") end)) --> bad argument #1 to 'char' (number expected, got string)
print(err(function() return string.rep() end)) --> bad argument #1 to 'rep' (string expected, got no value)
print(err(function() return string.rep("x") end)) --> bad argument #2 to 'rep' (number expected, got no value)
print(err(function() return string.sub() end)) --> bad argument #1 to 'sub' (string expected, got no value)
print(err(function() return string.sub("x") end)) --> bad argument #2 to 'sub' (number expected, got no value)
print(err(function() return string.sub("x", {}) end)) --> bad argument #2 to 'sub' (number expected, got table)
print(err(function() return string.upper(nil) end)) --> bad argument #1 to 'upper' (string expected, got nil)
print(err(function() return ("x"):rep({}) end)) --> bad argument #1 to 'rep' (number expected, got table)
print(err(function() return string.len({}) end)) --> bad argument #1 to 'len' (string expected, got table)
print(err(function() return ("x"):nothing() end)) --> attempt to call method 'nothing' (a nil value)
print(err(function() return ("x").y.z end)) --> attempt to index field 'y' (a nil value)
print(("x").len == string.len, ("x").y) --> true	nil
print(err(string.dump, type)) --> unable to dump given function
print(err(string.dump)) --> bad argument #1 to '?' (function expected, got no value)
print(string.format("%q", 'a "quoted"\\ string\r\0end')) --> "a \"quoted\"\\ string\r\000end"
