-- find, match, gmatch, gsub.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(("hello"):find("l"), ("hello"):find("xyz"), ("hello"):find(""), ("hello"):find("", 6), ("hello"):find("", 7)) --> 3	nil	1	6	6	5
print(("hello"):find("l", -2), ("hello"):find("h", -100), ("a.b"):find(".", 1, true), ("a.b"):find("%."), ("a+b"):find("+", 1, true)) --> 4	1	2	2	2	2
print((""):find(""), (""):find("", 2), ("abc"):find("b", 10), ("a\0b"):find("b"), ("a\0b"):find("\0"), ("a\0b"):find("%z")) --> 1	1	nil	3	2	2	2
print(("key=val"):find("(%w+)=(%w+)")) --> 1	7	key	val
print(("key=val"):match("(%w+)=(%w+)")) --> key	val
print(("  trim  "):match("^%s*(.-)%s*$") .. "|", ("x"):match("^%s*(.-)%s*$"), ("   "):match("^%s*(.-)%s*$") == "") --> trim|	x	true
print(("abc"):match("()b()"), ("abc"):match("b"), ("abc"):match("z"), ("abc"):match("", 2) == "") --> 2	b	nil	true
print(("f(a(b)c)d"):match("%b()"), ("[[x]]"):match("%[%[(.-)%]%]"), ("THE (quick) fox"):find("%((%a+)%)")) --> (a(b)c)	x	5	11	quick
print(("THE (quick) fox"):gsub("%f[%a]%a+", "w"), ("hello.world"):match("%f[%w]%w+$")) --> w (w) w	world
print(("abab"):match("(ab)%1"), ("aXbXc"):gsub("X", "%%"), ("x"):rep(3):gsub("x*", "-")) --> ab	a%b%c	--	2
print(("hello world"):gsub("o", "0"), ("hello"):gsub("", "-"), ("abc"):gsub("%w", "%0%0"), ("abc"):gsub("(a)(b)", "%2%1")) --> hell0 w0rld	-h-e-l-l-o-	aabbcc	bac	1
print(("abc"):gsub("b", "%%1"), ("hello world"):gsub("%w+", "<%0>", 1), ("abc"):gsub("x", "y"), ("abc"):gsub(".", "", 2)) --> a%1c	<hello> world	abc	c	2
print(("hello"):gsub("l", {l = "L"}), ("hello"):gsub("(h)(e)", {h = "X"}), ("hello"):gsub(".", {e = false, l = 1})) --> heLLo	Xllo	he11o	5
print(("hello"):gsub("l", function(c) return c:upper() end), ("hello"):gsub("l", function() end), ("abc"):gsub("()", function(p) return p end)) --> heLLo	hello	1a2b3c4	4
print(("$name is $age"):gsub("%$(%w+)", {name = "Bob", age = 42}), ("abc"):gsub("%w", setmetatable({}, {__index = function(_, k) return k .. k end}))) --> Bob is 42	aabbcc	3
print(("abc"):gsub("^a", "x"), ("aaa"):gsub("^a", "x"), ("abc"):gsub("c$", "x"), ("a$c"):gsub("$c", "x"), ("a^c"):gsub("a^", "x")) --> xbc	xaa	abx	ax	xc	1
print(("abc"):gsub("b", 5), ("abc"):gsub("b", "%0%0", 0), ("abc"):gsub("b", "x", -1)) --> a5c	abc	abc	0
local words = {}
for w in ("one two  three"):gmatch("%a+") do words[#words + 1] = w end
print(table.concat(words, ",")) --> one,two,three
local pairsOf = {}
for k, v in ("a=1, b=2"):gmatch("(%w+)=(%w+)") do pairsOf[#pairsOf + 1] = k .. v end
print(table.concat(pairsOf, ",")) --> a1,b2
local positions = {}
for p in ("abc"):gmatch("()") do positions[#positions + 1] = p end
print(table.concat(positions, ","), string.gfind == string.gmatch, ("^a^a"):gmatch("^a")()) --> 1,2,3,4	true	^a
print(("x = 1 -- c"):match("^(%w+)%s*=%s*(%d+)"), ("2024-01-31"):match("(%d+)-(%d+)-(%d+)")) --> x	2024	01	31
print(("a,b,,c"):gsub(",", ";"), ("CamelCaseText"):gsub("(%u)", " %1"), ("%d"):gsub("%%d", "x")) --> a;b;;c	 Camel Case Text	x	1
print(("[test]"):match("^%[(.*)%]$"), ("a-b"):match("[a%-]+"), ("a]b"):match("[]]"), ("a^b"):match("[b^]"), ("abc123"):match("[a-c0-2]+"), ("-"):match("[a-]")) --> test	a-	]	^	abc12	-
print(("x"):match("[^%s]"), ("0xFF"):match("%x+$"), ("\n"):find("%c"), ("a.b!"):gsub("%p", ""), ("aB1_"):gsub("[%l%d]", ""), ("aB1_"):gsub("[^%w]", "")) --> x	FF	1	ab	B_	aB1	1
print(("aaa"):find("a-", 2), ("aaa"):match("a-$"), ("aaab"):match("a-b"), ("ab"):match("a?b?c?"), ("aab"):match("^a?a?a?b")) --> 2	aaa	aaab	ab	aab
print(("foo.bar.baz"):match("^(.-)%."), ("foo.bar.baz"):match("^(.*)%."), ("path/to/file"):match("([^/]+)$")) --> foo	foo.bar	file
print(#("x"):rep(10000):match(".-$"), #("x"):rep(10000):gsub("x", "yy"), (("a"):rep(1000) .. "b"):find("a*b")) --> 10000	20000	1	1001
print(err(string.find, "a", "[a")) --> malformed pattern (missing ']')
print(err(string.find, "a", "[a%")) --> malformed pattern (missing ']')
print(err(string.find, "a", "%")) --> malformed pattern (ends with '%')
print(err(string.find, "a", "(a")) --> unfinished capture
print(err(string.find, "a", "a)")) --> no error
print(err(string.find, "a", "%1")) --> invalid capture index
print(err(string.find, "ab", "(a)%2")) --> invalid capture index
print(err(string.find, "a", "%f")) --> missing '[' after '%f' in pattern
print(err(string.find, "a", "%b")) --> unbalanced pattern
print(err(string.find, "a", "%bx")) --> unbalanced pattern
print(err(string.find, "a", ("()"):rep(33))) --> too many captures
print(select("#", ("a"):find(("()"):rep(32)))) --> 34
print(err(string.gsub, "abc", "b", "%2")) --> invalid capture index
print(err(string.gsub, "abc", "(b", "%1")) --> unfinished capture
print(err(function() return string.gsub("abc", "b") end)) --> bad argument #3 to 'gsub' (string/function/table expected)
print(err(function() return string.gsub("abc", "b", true) end)) --> bad argument #3 to 'gsub' (string/function/table expected)
print(err(string.gsub, "abc", "b", {b = {}})) --> invalid replacement value (a table)
print(err(string.gsub, "abc", "b", function() return {} end)) --> invalid replacement value (a table)
print(err(string.gsub, "abc", "b", function() error("inside", 0) end)) --> inside
print(err(function() return string.find("a") end)) --> bad argument #2 to 'find' (string expected, got no value)
print(err(function() return string.match() end)) --> bad argument #1 to 'match' (string expected, got no value)
print(err(function() return string.gmatch("a") end)) --> bad argument #2 to 'gmatch' (string expected, got no value)
print(("abc"):find("x["), #("a"):gsub("%a", "%")) --> nil	1
print(pcall(string.rep, "x", -1)) --> true	
local nested = ("a b c"):gsub("%a", function(c) return (c:gsub("%a", function(d) return d .. d end)) end)
print(nested) --> aa bb cc
local co = coroutine.wrap(function() for w in ("x y z"):gmatch("%a") do coroutine.yield(w) end end)
print(co(), co(), co()) --> x	y	z
