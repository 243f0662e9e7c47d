-- cjson as Redis ships it.
local function err(f, ...)
  local ok, message = pcall(f, ...)
  return ok and "no error" or (tostring(message):gsub("^[^:]+:%d+: ", ""))
end
local e, d = cjson.encode, cjson.decode
print(e(1), e(1.5), e(-0.1), e(1e15), e(123456789012345), e(2^53), e(0.1 + 0.2), e(1e100), e(-1e-7)) --> 1	1.5	-0.1	1e+15	1.2345678901234e+14	9.007199254741e+15	0.3	1e+100	-1e-07
print(e("text"), e('q"\\/\b\f\n\r\t\0\127'), e("\195\169\255"), e(true), e(false), e(nil), e(cjson.null)) --> "text"	"q\"\\\/\b\f\n\r\t\u0000\u007f"	"é�"	true	false	null	null
print(e({}), e({1, 2, 3}), e({1, {2, {3}}}), e({a = 1}), e({[1] = 1, [2] = 2, [3] = nil}), e({{}, {a = {}}})) --> {}	[1,2,3]	[1,[2,[3]]]	{"a":1}	[1,2]	[{},{"a":{}}]
print(e({[1] = "x", [3] = "z"}), e({[10] = 1}), e({["1"] = "s"}), e({[1.5] = "f"}), e({1, nil, 3})) --> ["x",null,"z"]	[null,null,null,null,null,null,null,null,null,1]	{"1":"s"}	{"1.5":"f"}	[1,null,3]
print(err(e, {[100] = 1})) --> Cannot serialise table: excessively sparse array
print(err(e, {[1] = 1, x = 2})) --> no error
print(err(e, {[true] = 1})) --> Cannot serialise boolean: table key must be a number or string
print(err(e, print or pcall)) --> Cannot serialise function: type not supported
print(err(e, 1/0)) --> Cannot serialise number: must not be NaN or Inf
print(err(e, 0/0)) --> Cannot serialise number: must not be NaN or Inf
print(err(e)) --> bad argument #1 to '?' (expected 1 argument)
print(err(e, 1, 2)) --> bad argument #1 to '?' (expected 1 argument)
print(err(e, coroutine.create(function() end))) --> Cannot serialise thread: type not supported
local deep = {}
for i = 1, 1001 do deep = {deep} end
print(err(e, deep)) --> Cannot serialise, excessive nesting (1001)
print(d("1"), d("-1.5e3"), d([["a\u00e9"]]), d("true"), d("null") == cjson.null, type(cjson.null), tostring(cjson.null)) --> 1	-1500	aé	true	true	userdata	userdata: (nil)
print(d('"\\ud83d\\ude00"'), d('"\\u0041"'), d("[1,2,[3]]")[3][1], d('{"a":{"b":[true]}}').a.b[1], #d("[]"), next(d("{}"))) --> 😀	A	3	true	0	nil
print(d(" [ 1 , 2 ] ")[2], d('{"1":"x"}')["1"], d("[null,1]")[1] == cjson.null, d("1e400"), d("0x10"), d("nan") ~= d("nan"), d("-inf")) --> 2	x	true	inf	16	true	-inf
print(err(d, "")) --> Expected value but found T_END at character 1
print(err(d, "{")) --> Expected object key string but found T_END at character 2
print(err(d, "[1,")) --> Expected value but found T_END at character 4
print(err(d, "[1 2]")) --> Expected comma or array end but found T_NUMBER at character 4
print(err(d, '{"a" 1}')) --> Expected colon but found T_NUMBER at character 6
print(err(d, "{a:1}")) --> Expected object key string but found invalid token at character 2
print(err(d, '{"a":1,}')) --> Expected object key string but found T_OBJ_END at character 8
print(err(d, "[1]]")) --> Expected the end but found T_ARR_END at character 4
print(err(d, '"abc')) --> Expected value but found unexpected end of string at character 5
print(err(d, '"\\x"')) --> Expected value but found invalid escape code at character 2
print(err(d, '"\\u12"')) --> Expected value but found invalid unicode escape code at character 2
print(err(d, "tru")) --> Expected value but found invalid token at character 1
print(err(d, "'a'")) --> Expected value but found invalid token at character 1
print(err(d, "+1")) --> no error
print(err(d, "01")) --> no error
print(err(d, "1.")) --> no error
print(err(d)) --> bad argument #1 to '?' (expected 1 argument)
print(err(d, {})) --> bad argument #1 to '?' (string expected, got table)
print(err(d, ("["):rep(1001) .. ("]"):rep(1001))) --> Found too many nested data structures (1001) at character 1001
print(d(("["):rep(1000) .. ("]"):rep(1000)) ~= nil) --> true
local c = cjson.new()
print(c.encode_max_depth(), c.encode_max_depth(2), err(c.encode, {{{1}}}), c.encode({{1}})) --> 1000	2	Cannot serialise, excessive nesting (3)	[[1]]
print(c.decode_max_depth(), c.decode_max_depth(1), err(c.decode, "[[1]]")) --> 1000	1	Found too many nested data structures (2) at character 2
print(c.encode_number_precision(), c.encode_number_precision(3), c.encode(3.14159)) --> 14	3	3.14
print(c.encode_sparse_array()) --> false	2	10
print(c.encode_sparse_array(true), c.encode({[100] = 1})) --> true	{"100":1}
print(c.encode_invalid_numbers(), c.encode_invalid_numbers("null"), c.encode(1/0)) --> false	null	null
print(c.encode_invalid_numbers(true), c.encode(1/0), c.encode(-1/0)) --> true	inf	-inf
print(c.decode_invalid_numbers(), c.decode_invalid_numbers(false), err(c.decode, "nan")) --> true	false	Expected value but found invalid token at character 1
print(c.encode_keep_buffer(), c.encode_keep_buffer(false), cjson.encode_max_depth()) --> true	false	1000
print(err(c.encode_max_depth, 0)) --> bad argument #1 to '?' (expected integer between 1 and 2147483647)
print(err(c.encode_number_precision, 15)) --> bad argument #1 to '?' (expected integer between 1 and 14)
print(err(c.encode_sparse_array, 1)) --> bad argument #1 to '?' (invalid option '1')
print(err(c.encode_keep_buffer, 5)) --> bad argument #1 to '?' (invalid option '5')
print(err(c.encode_invalid_numbers, "x")) --> bad argument #1 to '?' (invalid option 'x')
print(err(c.encode_max_depth, 1, 2)) --> bad argument #2 to '?' (found too many arguments)
print(cjson._NAME, cjson._VERSION, c._VERSION, c.encode ~= cjson.encode) --> cjson	2.1.0	2.1.0	true
print(e(d('{"list":[1,2,{"x":null}],"text":"\\u20ac"}').list), e(d('[1.0,2.50,3e2]')), e(d("[[],{}]"))) --> [1,2,{"x":null}]	[1,2.5,300]	[{},{}]
