-- A message handler that fails is asked about its own error, as deep as calls nest.
local asked = 0
print(xpcall(function() error("x", 0) end, function(message)
  asked = asked + 1
  if asked < 4 then error(message .. asked, 0) end
  return "at last " .. message
end)) --> false	at last x123
print(xpcall(function() error({}) end, string.upper)) --> false	BAD ARGUMENT #1 TO '?' (STRING EXPECTED, GOT TABLE)

asked = 0
local overflows = 0
print(xpcall(function() error("x") end, function(message)
  asked = asked + 1
  if message == "C stack overflow" then overflows = overflows + 1 end
  error("again", 0)
end)) --> false	error in error handling
print(asked > 200, overflows) --> true	1
print(xpcall(function() error("x") end, function() return nil + 1 end)) --> false	error in error handling
print(xpcall(function() error("x") end, 1)) --> false	error in error handling
print(coroutine.wrap(function()
  local n = 0
  return xpcall(error, function() n = n + 1 if n == 1 then error("y", 0) end return n end)
end)()) --> false	2
