-- string.format against C's printf.
local f = string.format
local function err(...)
  local arguments = {...}
  local ok, message = pcall(function() return f(unpack(arguments)) end)
  return ok and "no error: " .. message or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
print(f("%d %i %5d|%-5d|%05d|%+d|% d|%.3d|%+.3d", 1, 2, 3, 4, 5, 6, 7, 8, 9)) --> 1 2     3|4    |00005|+6| 7|008|+009
print(f("%d %d %d", 3.99, -3.99, 2^31), f("%d", 2^53), f("%d", -2^63), f("%d", 2^63), f("%d", 1e300), f("%d", "12")) --> 3 -3 2147483648	9007199254740992	-9223372036854775808	-9223372036854775808	-9223372036854775808	12
print(f("%u %u", 12, -1), f("%x %X %#x %#X", 255, 255, 255, 255), f("%o %#o", 8, 8), f("%x", -1), f("%x", 2^63), f("%u", 2^64)) --> 12 18446744073709551615	ff FF 0xff 0XFF	10 010	ffffffffffffffff	8000000000000000	0
print(f("%5x|%-5x|%05x|%.5x", 171, 171, 171, 171), f("%#.0x|%.0d|%.0u", 0, 0, 0), f("%+u", 3)) -->    ab|ab   |000ab|000ab	||	3
print(f("%c%c%c", 76, 117, 97), f("%5c|%-5c|", 65, 66), #f("%c", 0), #f("%5c", 0), #f("a%cb", 0)) --> Lua	    A|B    |	0	4	2
print(f("%s %s", "a", 1), f("%10s|%-10s|", "right", "left"), f("%.2s", "cut"), f("%5.1s|", "xyz"), f("%s", 0.1)) --> a 1	     right|left      |	cu	    x|	0.1
print(#f("%s", "a\0b"), #f("%s", ("x"):rep(99) .. "\0y"), #f("%s", ("x"):rep(100) .. "\0y"), #f("%.5s", "a\0b")) --> 1	101	102	1
print(#f("%20s", ("x"):rep(100)), #f("%99s", "x")) --> 100	99
print(f("%e %E %.0e %.10e %#.0e", 12345.678, 12345.678, 12345.678, 12345.678, 5)) --> 1.234568e+04 1.234568E+04 1e+04 1.2345678000e+04 5.e+00
print(f("%f %.0f %.1f %#.0f %10.2f|%-10.2f|%+.2f|%010.2f", 1.5, 0.5, 0.25, 3, 3.14159, 3.14159, 3.14159, -3.14159)) --> 1.500000 0 0.2 3.       3.14|3.14      |+3.14|-000003.14
print(f("%.0f %.0f %.0f %.0f", 0.5, 1.5, 2.5, 3.5), f("%.2f %.2f %.3f", 2.675, 1.005, 0.0005), f("%.20f", 0.1)) --> 0 2 2 4	2.67 1.00 0.001	0.10000000000000000555
print(f("%g %g %g %g %g %g", 100000, 1000000, 1e-4, 1e-5, 0.1, 1e100), f("%G", 1e-10), f("%#g", 1), f("%.3g", 1234.5), f("%.10g", 0.1)) --> 100000 1e+06 0.0001 1e-05 0.1 1e+100	1E-10	1.00000	1.23e+03	0.1
print(f("%.14g %.17g %.16g", 0.1, 0.1, 0.1), f("%5.1f|%5.0f|", 9.96, 9.5)) --> 0.1 0.10000000000000001 0.1	 10.0|   10|
print(f("%f %e %g %5.1f %-5g| %05g %+g", 1/0, -1/0, 1/0, 1/0, -1/0, 1/0, 1/0)) --> inf -inf inf   inf -inf |   inf +inf
print(f("%.99f", 1/3)) --> 0.333333333333333314829616256247390992939472198486328125000000000000000000000000000000000000000000000
print(f("%99.99f", 1e-90)) --> 0.000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001000000000
print(f("%.3f", 2^80), f("%.0f", 2^53 + 1), f("%f", 1e22), f("%.1f", 1e15 + 0.3)) --> 1208925819614629174706176.000	9007199254740992	10000000000000000000000.000000	1000000000000000.2
print(#f("%.99f", 1.7976931348623157e308), f("%.5e", 5e-324), f("%g", 2.2250738585072014e-308)) --> 409	4.94066e-324	2.22507e-308
print(f("%%"), f("%5s%%", "x"), f("100%%"), f("")) --> %	    x%	100%	
print(f("%q", "tab\there"), f("%q", 12)) --> "tab	here"	"12"
print(err("%d")) --> bad argument #2 to 'f' (no value)
print(err("%d", "x")) --> bad argument #2 to 'f' (number expected, got string)
print(err("%d", {})) --> bad argument #2 to 'f' (number expected, got table)
print(err("%s")) --> bad argument #2 to 'f' (no value)
print(err("%s", nil)) --> bad argument #2 to 'f' (no value)
print(err("%s", {})) --> bad argument #2 to 'f' (string expected, got table)
print(err("%y", 1)) --> invalid option '%y' to 'format'
print(err("%", 1)) --> invalid option '%' to 'format'
print(err("%")) --> bad argument #2 to 'f' (no value)
print(err("%5")) --> bad argument #2 to 'f' (no value)
print(err("%-+ #0-d", 1)) --> invalid format (repeated flags)
print(err("%-+ #0d", 1)) --> no error: +1
print(err("%123d", 1)) --> invalid format (width or precision too long)
print(err("%.123d", 1)) --> invalid format (width or precision too long)
print(err("%1.5q|", "x")) --> no error: "x"|
print(err("%a", 1)) --> invalid option '%a' to 'format'
print(err("%F", 1)) --> invalid option '%F' to 'format'
print(err("%p", 1)) --> invalid option '%p' to 'format'
print(err("%*d", 1, 2)) --> invalid option '%*' to 'format'
print(err("%ld", 1)) --> invalid option '%l' to 'format'
print(err("%.f|%.d|", 1.5, 3)) --> no error: 2|3|
