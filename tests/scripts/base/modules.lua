-- require, module and package, as far as they need no files.
local function strip(...)
  local t = {...}
  for i = 1, select("#", ...) do t[i] = tostring(t[i]):gsub("modules.lua:%d+: ", ""):gsub("function: 0x%x+", "function") end
  return unpack(t)
end
print(type(package.loaded), type(package.preload), type(package.path), type(package.cpath), #package.loaders)
--> table	table	string	string	4
print(package.loaded._G == _G, package.loaded.string == string, package.loaded.table == table, package.loaded.nothing)
--> true	true	true	nil
print((package.config:gsub("\n", "|"))) --> /|;|?|!|-
package.preload.first = function(...) loading = select("#", ...) .. (...) return {value = 1} end
print(require("first").value, loading, require("first") == package.loaded.first) --> 1	1first	true
package.preload.nothing = function() end
print(require("nothing"), package.loaded.nothing) --> true	true
package.preload.falsy = function() return false end
print(require("falsy"), package.loaded.falsy) --> false	false
print(require("falsy")) --> false
package.preload.setter = function(name) package.loaded[name] = "set" end
print(require("setter")) --> set
package.preload.looping = function(name) return require(name) end
print(strip(pcall(require, "looping"))) --> false	loop or previous error loading module 'looping'
print(strip(pcall(require, "looping"))) --> false	loop or previous error loading module 'looping'
package.preload.failing = function() error("failed", 0) end
print(strip(pcall(require, "failing"))) --> false	failed
print(strip(pcall(require))) --> false	bad argument #1 to '?' (string expected, got no value)
local path, cpath = package.path, package.cpath
package.path, package.cpath = "./?.x;;/none/?/y", "?.so"
print((select(2, strip(pcall(require, "a.b"))):gsub("\n\t", " | ")))
--> module 'a.b' not found: | no field package.preload['a.b'] | no file './a/b.x' | no file '/none/a/b/y' | no file 'a/b.so' | no file 'a.so'
print((select(2, strip(pcall(require, "plain"))):gsub("\n\t", " | ")))
--> module 'plain' not found: | no field package.preload['plain'] | no file './plain.x' | no file '/none/plain/y' | no file 'plain.so'
package.path = nil
print(strip(pcall(require, "a.b"))) --> false	'package.path' must be a string
package.path, package.cpath = path, cpath
local loaders = package.loaders
package.loaders = {function(name) return "\n\ttried " .. name end, function() return 42 end, function() end}
print((select(2, strip(pcall(require, "x"))):gsub("\n\t", " | "))) --> module 'x' not found: | tried x42
package.loaders = {function(name) return function(...) return name .. "!" .. select("#", ...) end end}
print(require("found")) --> found!1
package.loaders = 1
print(strip(pcall(require, "y"))) --> false	'package.loaders' must be a table
package.loaders = loaders
package.preload = {}

local function in_module()
  module("one.two", package.seeall)
  x = 5
  return print ~= nil, _NAME, _PACKAGE, _M == one.two
end
print(in_module()) --> true	one.two	one.	true
print(one.two.x, package.loaded["one.two"] == one.two, one._NAME) --> 5	true	nil
local function bare() module("bare") y = 1 end
bare()
print(bare_x, package.loaded.bare.y, package.loaded.bare._PACKAGE == "", getmetatable(package.loaded.bare)) --> nil	1	true	nil
local function again() module("bare", function(m) m.option = m._NAME end) end
again()
print(package.loaded.bare.option, package.loaded.bare.y) --> bare	1
clash = 1
print(strip(pcall(function() module("clash") end))) --> false	name conflict for module 'clash'
print(strip(pcall(module, "via.pcall"))) --> false	'module' not called from a Lua function
print(strip(pcall(package.seeall, 1))) --> false	bad argument #1 to '?' (table expected, got number)
