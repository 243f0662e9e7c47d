// @ts-check
/**
 * Random scripts and functions that call the libraries with good and odd arguments, combine values that do not go together, and are no Lua at all.
 * Whatever comes of it is shown as one text, so that the order in which a table is read counts, too. Nothing here loops without end or
 * asks for much memory: Redis would try.
 *
 * @typedef {import('./random.mjs').Random} Random
 * @typedef {import('./commands.mjs').Command} Command
 * @typedef {(random: Random) => string} Term an expression of Lua
 */

/** Shows values of any type, except where they live. */
const kPrelude = `local out = {}
local function show(v, depth)
  local kind = type(v)
  if kind == 'number' then return string.format('%.17g', v) end
  if kind == 'string' then return string.format('%q', (v:gsub(': 0x%x+', ': address'))) end
  if kind ~= 'table' then return kind == 'userdata' and (v == cjson.null and 'null' or kind) or kind == 'boolean' and tostring(v) or kind end
  if depth > 3 then return '{...}' end
  local items = {}
  for key, item in pairs(v) do items[#items + 1] = show(key, depth + 1) .. '=' .. show(item, depth + 1) end
  return '{' .. table.concat(items, ',') .. '}'
end
local function note(...)
  local items = {}
  for i = 1, select('#', ...) do items[i] = show((select(i, ...)), 0) end
  out[#out + 1] = table.concat(items, ' ')
end
`;

/** @type {(...choices: readonly string[]) => Term} */
const among =
  (...choices) =>
  (random) =>
    random.pick(choices);

const small = among('0', '1', '2', '3', '5', '-1', '-2', '1.5', '8');
const number = among('0', '1', '-1', '2', '10', '-0', '0.5', '-2.7', '1e15', '1e16', '123456789012', '2^31', '-2^31', '2^32 + 1', '2^53', '2^63', '-2^63', '1e308', '1e-7', '0/0', '1/0', '-1/0', '255', '0x7f', '3.14159265358979', '65.9');
const text = among("''", "'a'", "'abc'", "'hello world'", "'10'", "' 0x1F '", "'1e2'", "'-0'", "'a\\0b'", "'\\255\\128x'", "'line\\nline'", "'key=value, other=1'", "'THE (quick) fox'", "'x' .. ('ab'):rep(40)", "'[1,2]'", "'nan'");
const table = among('{}', '{1, 2, 3}', '{3, 1, 2, 5, 4}', '{a = 1, b = 2}', '{1, nil, 3}', '{[1] = 1, [2] = 2, [4] = 4}', "{'x', 'y', 'z'}", '{{1}, {2, {3}}}', "setmetatable({}, {__tostring = function() return 'T' end})", '{[1.5] = 1}', '{[-1] = 1}', '{n = 3}', "{10, 20, x = 'y', [3] = 30}", '{[true] = 1}', '{1, {}, a = {}}');
const callable = among('function() end', 'function(...) return ... end', 'function(a, b) return a > b end', 'tostring', 'string.upper', 'function(a, b) return a < b end', "function() return 'r' end", 'function() return false end', "function() error('E') end", "function() error({err = 'My Err'}) end");
const nothing = among('nil', 'true', 'false', 'cjson.null');
/** @type {Term} */
const any = (random) => random.pick([small, number, text, table, callable, nothing])(random);

const pattern = among("'a'", "'%a+'", "'(%w+)=(%w+)'", "'.'", "'^h'", "'o$'", "'%d*'", "'[a-f]'", "'[^%s]+'", "'(l)(l)'", "'()l'", "'%b()'", "'%f[%w]%w+'", "'.-'", "''", "'%1'", "'(a'", "'[a'", "'%'", "'a*'", "'(()'", "'[%a-z]'", "'%f'", "'%bx'", "'\\0'", "'[]]'", "'[^]'", "'(.)%1'", "'x?$'");
const format = among("'%d'", "'%5.2f'", "'%s'", "'%q'", "'%x'", "'%-10s|'", "'%+d'", "'%05d'", "'%e'", "'%g'", "'%c'", "'%%'", "'%i %u'", "'%o'", "'%.3s'", "'%#x'", "'%10.4g'", "'%'", "'%y'", "'%100d'", "'%.100f'", "'%s %s %s'", "'% d'", "'%.0f'", "'%.14g'", "'%.20f'", "'%5s%-5s'", "'%X'", "'%a'", "'%-#0 +10d'", "'%---------d'");
const packing = among("'i4'", "'<i2'", "'>I4'", "'b'", "'B'", "'h'", "'H'", "'l'", "'L'", "'T'", "'f'", "'d'", "'s'", "'c0'", "'c3'", "'xb'", "'!4bi4'", "'i'", "'I1'", "'Bc0'", "'i5'", "'I33'", "'z'", "'<i4>i4'", "'=i2'", "'!3'", "'x'", "''", "'i0'", "' b b'", "'ddd'", "'c'", "'>!8bd'");
const json = among("'{\"a\":1}'", "'[1,2,3]'", "'[1,[2,{\"x\":null}]]'", "'\"text\\\\u0041\\\\n\"'", "'tru'", "'true'", "'null'", "'1e5'", "'-0'", "'[1,]'", "'{\"a\"}'", "'{a:1}'", "'[1 2]'", "'\"abc'", "'\"\\\\x\"'", "'\"\\\\ud83d\\\\ude00\"'", "'\"\\\\ud83d\"'", "'nan'", "'[0x10]'", "'Infinity'", "''", "' [ ] '", "'{}'", "'[1]x'", "'\"\\1\"'", "'{\"1\":2,\"b\":[]}'", "'01'", "'-'", "'1.'", "'[[[[[[]]]]]]'", "'\"\\\\/\\\\b\\\\f\"'", "'12345678901234567890'", "'0.1'", "'[1e400]'");
const message = among("'\\1\\2\\3'", "'\\147\\1\\2\\3'", "'\\129\\161a\\1'", "'\\192'", "'\\193'", "'\\195\\194'", "'\\203\\63\\240\\0\\0\\0\\0\\0\\0'", "'\\202\\63\\128\\0\\0'", "'\\204\\255\\205\\255\\255'", "'\\217\\3abc'", "'\\196\\2ab'", "'\\220\\0\\1\\1'", "'\\222\\0\\1\\1\\2'", "'\\217\\9abc'", "'\\221\\255\\255\\255\\255'", "''", "'\\212\\1\\2'", "'\\207\\255\\255\\255\\255\\255\\255\\255\\255'", "'\\211\\128\\0\\0\\0\\0\\0\\0\\0'", "'\\224'", 'cmsgpack.pack({1, {a = 2}}, 3)', "cmsgpack.pack('x', 1.5, true)");

/** Functions and what they are for; a script now and then gives them something else. @type {readonly (readonly [string, ...Term[]])[]} */
const kFunctions = [
  ['string.byte', text, small, small], ['string.char', small, small], ['string.find', text, pattern, small, nothing], ['string.find', text, text, small, among('true')], ['string.format', format, any, any], ['string.format', format, number], ['string.format', format, text],
  ['string.gsub', text, pattern, text], ['string.gsub', text, pattern, callable, small], ['string.gsub', text, pattern, table], ['string.gsub', text, pattern, among("'<%0>'", "'%1'", "'%2'", "'%9'", "'%'", "'%%'", "'[%1%1]'")], ['string.len', text], ['string.lower', text], ['string.upper', text],
  ['string.match', text, pattern, small], ['string.rep', text, small], ['string.reverse', text], ['string.sub', text, small, small], ['string.sub', text, number, number], ['string.gmatch', text, pattern],
  ['table.concat', table, text, small, small], ['table.concat', table, text], ['table.insert', table, any], ['table.insert', table, among('1', '2', '4', '9'), any], ['table.remove', table, small], ['table.remove', table], ['table.sort', table, callable], ['table.sort', table], ['table.maxn', table], ['table.getn', table], ['table.foreach', table, callable], ['table.foreachi', table, callable], ['table.setn', table, small],
  ['math.abs', number], ['math.ceil', number], ['math.floor', number], ['math.fmod', number, number], ['math.mod', number, number], ['math.max', number, number, any], ['math.min', number, number], ['math.modf', number], ['math.sqrt', number], ['math.exp', small], ['math.log', number], ['math.log10', number], ['math.pow', number, number], ['math.ldexp', number, small], ['math.frexp', number], ['math.random', small, small], ['math.random', number], ['math.random'], ['math.randomseed', small], ['math.sin', small], ['math.deg', number], ['math.rad', number], ['math.tan', small], ['math.cosh', small],
  ['tostring', any], ['tonumber', any], ['tonumber', text, small], ['tonumber', among("'ff'", "'777'", "'zz'", "'-ff'", "' 11 '", "'1.5'", "'1e1'", "''"), among('2', '8', '10', '16', '36', '37', '1')], ['select', small, any, any], ['select', among("'#'", "'x'", '-5'), any, any], ['rawget', table, any], ['rawset', table, any, any], ['rawequal', any, any], ['setmetatable', table, any], ['getmetatable', any], ['next', table, any], ['ipairs', any], ['pairs', any], ['unpack', table, small, small], ['unpack', any], ['type', any], ['assert', any, any], ['error', any, small], ['pcall', any, any], ['xpcall', callable, callable], ['loadstring', among("'return 1'", "'return ...'", "'x ='", "')'", "'\\27Lua'", "''"), text], ['load', among('function() end', "function() error('E') end", 'tostring', '1'), text], ['collectgarbage', text], ['coroutine.create', any], ['coroutine.resume', any], ['coroutine.status', any], ['coroutine.wrap', callable], ['coroutine.yield', any], ['coroutine.running'],
  ['bit.tobit', number], ['bit.tohex', number, small], ['bit.bnot', number], ['bit.band', number, number, number], ['bit.bor', number, number], ['bit.bxor', number, number], ['bit.lshift', number, small], ['bit.rshift', number, number], ['bit.arshift', number, small], ['bit.rol', number, small], ['bit.ror', number, number], ['bit.bswap', number],
  ['cjson.encode', any], ['cjson.encode', table], ['cjson.encode', number], ['cjson.encode', text], ['cjson.decode', json], ['cjson.decode', text],
  ['cmsgpack.pack', any], ['cmsgpack.pack', table, number], ['cmsgpack.pack', number], ['cmsgpack.unpack', message], ['cmsgpack.unpack_one', message, small], ['cmsgpack.unpack_limit', message, small, small], ['cmsgpack.unpack', text],
  ['struct.pack', packing, number, number], ['struct.pack', packing, text], ['struct.pack', packing, any, any], ['struct.unpack', packing, text, small], ['struct.unpack', packing, among("('\\1\\2\\3\\4'):rep(8)", "'abc\\0def'", "'\\3abcd'")], ['struct.size', packing],
  ['redis.sha1hex', any], ['redis.error_reply', any], ['redis.status_reply', any], ['redis.log', small, text], ['redis.log', any, any], ['redis.setresp', small], ['redis.set_repl', small], ['redis.replicate_commands'], ['redis.breakpoint'], ['redis.debug', any], ['redis.acl_check_cmd', among("'get'", "'set'", "'nosuch'"), text], ['redis.call', any, any], ['redis.pcall', any, any], ['redis.call'], ['redis.pcall', among("'get'", "'set'", "'incr'", "'lpush'", "'hgetall'"), among("'k'", "'s1'", "'l1'"), any],
  ['print', any], ['rawlen', table], ['os.clock'], ['redis.register_function', text, callable], ['cjson.encode_max_depth', any], ['cjson.encode_invalid_numbers', among("'maybe'")], ['cjson.new'], ['struct.nosuch'], ['bit.nosuch', number],
];

/** An error that is a table without a text ends a real server, if nobody catches it. */
const kUncaught = kFunctions.filter(([name]) => name !== 'error' && name !== 'assert');

/** Given something else than they are meant for, these would take all time or all memory. */
const kGreedy = new Set(['string.rep', 'table.insert', 'unpack', 'load']);

/** @type {(random: Random, name: string, terms: readonly Term[]) => string} */
function argumentsFor(random, name, terms) {
  if (kGreedy.has(name)) return terms.map((term) => term(random)).join(', ');
  const given = terms.map((term) => (random.chance(0.85) ? term : any)(random));
  if (random.chance(0.08)) given.pop();
  else if (random.chance(0.04)) given.push(any(random));
  return given.join(', ');
}

/** @type {(random: Random) => string} */
function libraryCall(random) {
  const [name, ...terms] = random.pick(kFunctions);
  const given = argumentsFor(random, name, terms);
  if (random.chance(0.3)) return `note(pcall(function() return ${name}(${given}) end))`;
  if (random.chance(0.1)) return `local t = ${table(random)} note(pcall(function() t.x = ${name}(${given}) return t end))`;
  return `note(pcall(${name}${given === '' ? '' : `, ${given}`}))`;
}

const kOperators = ['+', '-', '*', '/', '%', '^', '..', '==', '~=', '<', '<=', '>', '>=', 'and', 'or'];

/** An operation that may not suit its operands, which have names of every sort. @type {(random: Random) => string} */
function operation(random) {
  const operand = random.pick(['a', 'b', 'up', 't.x', 't[1]', 't.y.z', '(a)', "('s')", '1', "'2'", 'KEYS', 'ARGV[1]', 'nosuch', 'string.nosuch', 'a.b', 't[b]', 'redis.x', "t['z\\0z']"]);
  const other = random.pick(['a', 'b', 'up', 't.x', 't[2]', '1', "'x'", 'nil', '{}', '-1.5']);
  const operator = random.pick(kOperators);
  const use = random.pick([
    `return ${operand} ${operator} ${other}`, `return ${other} ${operator} ${operand}`, `return -${operand}`, `return #${operand}`, `return not ${operand}`, `return ${operand}()`, `return ${operand}(${other})`, `return ${operand}:m()`, `return ${operand}:upper()`, `return ${operand}.field`, `return ${operand}[${other}]`, `${/^[\w.[\]]+$/.test(operand) && !/^\d/.test(operand) ? operand : 'a'} = ${other} return a`, `t[${operand}] = ${other} return t`, `for i = ${operand}, 3 do if i < -9 then break end a = i end return a`,
    `for i = 1, ${operand}, 1 do if i > 5 then break end end`, `for k in ${operand} do return k end`, `for k, v in pairs(${operand}) do a = k end return a`, `return ${operand} ${operator} ${other} ${random.pick(kOperators)} ${operand}`, `error(${operand})`, `error(${operand}, ${random.below(4)})`, `return {${operand}, ${other}, x = ${operand}}`, `local c = ${operand} return c.d.e`, `return (${operand}).x`, `newglobal = ${operand}`, `return tostring(${operand}) .. ${other}`, `setmetatable(t, {__index = ${operand}, __call = ${other}, __add = ${operand}}) return t.q, t + 1, t()`, `return select('#', ${operand}, ${other})`,
  ]);
  return `do local up = ${any(random)} note(pcall(function()
  local a, b = ${any(random)}, ${any(random)} local t = {x = ${any(random)}, y = ${any(random)}, ${any(random)}}
  ${random.chance(0.2) ? 'b = up ' : ''}${use}
end)) end`;
}

/** Keys come and go, and the table is shown: its order, its border, its largest index. @type {(random: Random) => string} */
function tableStory(random) {
  /** @type {() => string} */
  const key = () => (random.chance(0.6) ? String(1 + random.below(12)) : random.pick(["'a'", "'b'", "'longer key'", '0', '-1', '1.5', '2^31', 'true', '100', "'10'", '0.1', '2^53', '1e300']));
  const steps = Array.from({ length: 3 + random.below(12) }, () =>
    random.pick([`t[${key()}] = ${random.below(9)}`, `t[${key()}] = ${random.below(9)}`, `t[${key()}] = nil`, 't[#t + 1] = 7', `table.insert(t, ${1 + random.below(3)}, 8)`, 'table.remove(t)', 'table.remove(t, 1)', `for i = 1, ${random.below(20)} do t[i] = i end`, `for i = ${random.below(20)}, 1, -${1 + random.below(3)} do t[i * ${1 + random.below(3)}] = i end`, `for i = 1, ${random.below(9)} do t['k' .. i] = i end`, 'for k in pairs(t) do t[k] = nil end', 'for k, v in pairs(t) do if v == 7 then t[k] = nil else t[k] = v + 1 end end']),
  );
  return `local t = ${table(random)} pcall(function() ${steps.join(' ')} end) note(t, #t, table.maxn(t), next(t))`;
}

/** Numbers as text, and back. @type {(random: Random) => string} */
function numberStory(random) {
  const digits = Array.from({ length: 1 + random.below(22) }, () => random.below(10)).join('');
  const number = `${random.pick(['', '-', '.', '0.', '0x'])}${digits}${random.chance(0.3) ? `.${random.below(1e6)}` : ''}${random.chance(0.4) ? `e${random.below(640) - 320}` : ''}`;
  const precision = random.below(25);
  return random.pick([
    `note(tonumber('${number}'), tostring(tonumber('${number}')))`, `note(string.format('%.${precision}${random.pick(['g', 'f', 'e', 'G'])}', tonumber('${number}') or 0))`, `note(cjson.encode({tonumber('${number}') or 1}), #cmsgpack.pack(tonumber('${number}') or 1))`, `note(pcall(cjson.decode, '[${number}]'))`, `note((tonumber('${number}') or 3) % ${1 + random.below(9)}.5, (tonumber('${number}') or 3) .. '')`, `note(pcall(loadstring('return ${number}') or error))`,
  ]);
}

const kReplies = ["{ok = 'fine'}", "{err = 'ERR My Err'}", "{err = 'no code'}", "{double = 0.1}", '{double = 1e300}', "{map = {a = 1}}", "{map = {[1] = {map = {x = 'y'}}}}", '{set = {a = true}}', "{big_number = '123456789012345678901234567890'}", "{big_number = 'a\\r\\nb'}", "{verbatim_string = {format = 'txt', string = 'x'}}", "{verbatim_string = {format = 'longer', string = 'x'}}", "{ok = 'a\\r\\nb'}", "{err = 'a\\r\\nb'}", '{ok = 1}', '{double = "x"}', '{map = 1}', '{1, nil, 3}', '3.99', '-3.99', '2^53', '2^63', '-2^63', '1e300', '0/0', '1/0', 'true', 'false', 'nil', "'text'", "''", '{}', '{{}, {{}}}', "{1, {ok = 'x'}, {err = 'ERR y'}}", 'function() end', 'coroutine.create(print or type)', "redis.status_reply('X')", "redis.error_reply('X')", "redis.error_reply('-X y')", 'cjson.null', "setmetatable({}, {__index = function() return 1 end})", '{[2] = 1}', "{a = 1}", "{false, true, 'x'}", "redis.pcall('nosuch')", "redis.pcall('hgetall', 'h1')", "redis.pcall('smembers', 'e1')", "redis.pcall('get', 'nokey')"];

/** A script that does nothing but answer. @type {(random: Random) => string} */
function answerOnly(random) {
  /** @type {(depth: number) => string} */
  const value = (depth) => (depth < 3 && random.chance(0.35) ? `{${Array.from({ length: random.below(4) }, () => value(depth + 1)).join(', ')}${random.chance(0.1) ? ", ok = 'both'" : ''}}` : random.pick(kReplies));
  return `${random.chance(0.4) ? `redis.setresp(${random.pick(['2', '3', '3'])}) ` : ''}return ${value(0)}${random.chance(0.05) ? ', 2' : ''}`;
}

/** Lines of Lua to be spoiled. */
const kLines = [
  'local a, b = 1, "two"', 'for i = 1, 10, 2 do print(i) end', 'for k, v in pairs({a = 1}) do t[k] = v end', 'while x < 3 do x = x + 1 break end', 'repeat local y = f(x) until y == nil', 'if a then b() elseif c then d() else e() end', 'local function f(a, ...) return a, ... end', 'function t.a.b:c(x) self.y = x end', 'return a.b[c], d:e("f"), #g', 'local t = {1, 2; x = 3, ["y"] = 4, [5] = {}}', 'a = b + c * d ^ -e .. "s" == not f', 'do local x <close> = 1 end', 'goto done', 'f{1}"s"[[long]]', 'local s = [==[ long ]] text ]==]', "x = 'a\\n\\065\\\\'", 'n = 0x1F + 1e5 + .5 + 3.', '-- comment\nreturn 1', '--[[ block ]] return 2', 'a, b.c, d[1] = 1, 2', 'return function(...) local n = select("#", ...) return n end', 'f(...)', 'local a = ...', 'x = y and z or w', 'return ("x"):rep(3)', 'break', "x = 'unfinished", 'x = [[unfinished', 'x = "a\\300"', 'a.b:c = 1', 'f() = 1', 'x = 5y', 'x = 1..2', 'x = @', 'local 1 = 2', 'return return', 'for 1 = 1, 2 do end', 'x = }', 'a = {b = }', 'if x then', 'end', '(f or g)()', 'a\n(b)()', 'x = 0x', 'x = 1e', 'local function t.x() end', '::label::', 'x = a // b', 'x = a & b', 'x = ~a', 'x != y',
];
const kTokens = ['end', 'do', 'then', 'function', 'local', 'return', '=', '==', '(', ')', '{', '}', '[', ']', ',', ';', '.', '..', '...', ':', '+', '-', 'nil', 'x', '1', "'s'", 'and', 'not', 'for', 'in', 'if', 'else', 'elseif', 'until', 'repeat', 'while', 'break', '"', "'", '[[', ']]', '--', '\\', '#', '%', '~', '~=', '\n', '\0', '\x80', '$', '1e', '0x', 'x'.repeat(90)];

/** Source text that is often no Lua. @type {(random: Random) => string} */
function spoiledSource(random) {
  const tokens = Array.from({ length: 1 + random.below(3) }, () => random.pick(kLines)).join('\n').match(/\w+|\s+|[^\w\s]/g) ?? [];
  for (let left = random.below(4); left > 0; left -= 1) {
    const at = random.below(tokens.length);
    const what = random.below(4);
    if (what === 0) tokens.splice(at, 1);
    else if (what === 1) tokens.splice(at, 0, ` ${random.pick(kTokens)} `);
    else if (what === 2) tokens.splice(at, 1, random.pick(kTokens));
    else tokens.splice(at, 0, /** @type {string} */ (tokens[random.below(tokens.length)]));
  }
  return tokens.join('');
}

const shebang = among('#!lua name=lib', '#!lua name=lib', '#!lua name=lib', '#!lua name=lib2', '#!lua', '#!lua name=', '#!lua name=lib name=x', '#!LUA name=lib', '#!lua  name=lib', '#!lua name="lib"', "#!lua name='lib'", '#! lua name=lib', '#!lua name=li-b', '#!lua name=lib other=1', '#!lua name=lib flags=no-writes', '#!js name=lib', '#!', '', '#!lua name=lib\r', '#!lua\tname=lib', '#!lua name', '#!lua name="li b"', '#!lua name="lib', '#!lua name=\\x6cib');
const evalShebang = among('#!lua', '#!lua flags=no-writes', '#!lua flags=', '#!lua flags=no-writes,allow-stale', '#!lua flags=no-writes, allow-stale', '#!lua flags=NO-WRITES', '#!lua flags=no-cluster,allow-oom,allow-cross-slot-keys', '#!lua flags=nosuch', '#!lua flags=no-writes flags=allow-oom', '#!lua name=x', '#!lua x', '#!', '#!lua ', '#! lua', '#!lua flags="no-writes"', '#!lua flags=no-writes,', '#!js', '#!lua\0', '#!lua flags');
const registration = among("'f', function(keys, args) return {#keys, #args, keys[1] or 'none'} end", "'f', function() return redis.call('INCR', 's1') end", "'g', function() return redis.call('GET', 's1') end", "{function_name = 'f', callback = function(keys) return keys end}", "{function_name = 'g', callback = function() return redis.call('GET', 's1') end, flags = {'no-writes'}}", "{function_name = 'f', callback = function() end, flags = {'nosuch'}}", "{function_name = 'f', callback = function() end, flags = 'no-writes'}", "{function_name = 'f', callback = function() end, flags = {1}}", "{function_name = 'f', callback = function() end, description = 'about f'}", "{function_name = 'f', callback = function() end, description = 5}", "{function_name = 5, callback = function() end}", "{function_name = 'f', callback = 5}", "{function_name = 'f'}", '{callback = function() end}', "{function_name = 'f', callback = function() end, other = 1}", "{'f', function() end}", "'f'", '', "'f', 5", "5, function() end", "'f', function() end, 1", "'bad name', function() end", "'', function() end", 'nil, function() end', "'f', print", "'f', tostring", "'F_1', function() error('E') end", "'h', function() error({err = 'My Err'}) end", "'h', function() return redis.error_reply('X') end", "'h', function(keys, args) return unpack(args) end", "'h', function() return math.random(100) end", "'h', function() x = 1 end", "'h', function() return x end", "'h', function() return redis.register_function end", "{function_name = 'f', callback = function() end, flags = {'allow-oom', 'allow-stale', 'no-cluster'}}");
const loadLine = among("local a = 1", 'x = 1', 'return 1', "redis.call('GET', 's1')", "redis.log(redis.LOG_WARNING, 'x')", 'error("E")', "error({err = 'My Err'})", 'local r = redis.register_function', 'nosuch()', 'math.random(3)', 'redis.setresp(3)', "redis.sha1hex('x')", 'local t = KEYS', ')(', 'redis = nil', 'cjson.decode("[1")', 'redis.breakpoint()', "redis.status_reply('x')", 'local v = redis.REDIS_VERSION', 'setmetatable(_G, {})', 'getmetatable("").__index = nil');

/** Libraries that load or do not, and calls of what they register. @type {(random: Random) => Command} */
function functionCommand(random) {
  const what = random.below(10);
  if (what < 5) {
    const lines = Array.from({ length: 1 + random.below(3) }, () => (random.chance(0.75) ? `redis.register_function(${registration(random)})` : loadLine(random)));
    return ['FUNCTION', 'LOAD', ...(random.chance(0.7) ? ['REPLACE'] : []), `${shebang(random)}\n${lines.join('\n')}`];
  }
  if (what < 8) return [random.pick(['FCALL', 'FCALL', 'FCALL_RO']), random.pick(['f', 'g', 'h', 'F_1', 'f_1', 'nosuch']), random.pick(['0', '0', '1', '2', '-1', 'x', '3']), ...Array.from({ length: random.below(4) }, () => random.pick(['s1', 'a', '1', '']))];
  if (what === 8) return random.pick([['FUNCTION', 'LIST'], ['FUNCTION', 'LIST', 'WITHCODE'], ['FUNCTION', 'LIST', 'LIBRARYNAME', 'l*'], ['FUNCTION', 'STATS'], ['FUNCTION', 'DELETE', 'lib'], ['FUNCTION', 'DELETE', 'nosuch'], ['FUNCTION', 'FLUSH'], ['FUNCTION', 'DUMP', 'x'], ['FUNCTION', 'LIST', 'NOSUCH']]);
  return [random.pick(['EVAL', 'EVAL', 'EVAL_RO']), `${evalShebang(random)}${random.pick(['\n', '\n', ' ', '', '\r\n'])}${random.pick(["return redis.call('SET', 's1', '5')", "return redis.pcall('INCR', 's1')", 'return {KEYS[1], ARGV[1], #KEYS}', 'return 1', "return redis.call('GET', 's1')", 'error("E")'])}`, random.pick(['0', '1', '2', '-1', 'x', '', '9223372036854775808']), ...Array.from({ length: random.below(3) }, () => random.pick(['s1', 'a', '']))];
}

/**
 * EVAL of one such script.
 * @param {Random} random
 * @returns {Command}
 */
export function languageCommand(random) {
  if (random.chance(0.25)) return functionCommand(random);
  if (random.chance(0.1)) return ['EVAL', answerOnly(random), '0'];
  if (random.chance(0.25)) return ['EVAL', "local f, message = loadstring(ARGV[1], '=user_script') return {f and 'compiled', message}", '0', spoiledSource(random)];
  if (random.chance(0.15)) {
    const [name, ...terms] = random.pick(kUncaught);
    return ['EVAL', `${'\n'.repeat(random.below(3))}return ${name}(${argumentsFor(random, name, terms)})`, '0'];
  }
  if (random.chance(0.1)) return ['EVAL', `local function deep() ${operation(random).replace(/\berror\(/g, 'error(1, ').replace(/note\(pcall\(function\(\)/, '').replace(/end\)\) end$/, 'end end')} return deep()`, '0'];
  const lines = Array.from({ length: 1 + random.below(5) }, () => random.pick([libraryCall, libraryCall, libraryCall, operation, operation, tableStory, numberStory])(random));
  return ['EVAL', `${kPrelude}${lines.map((line) => `do ${line} end`).join('\n')}\nreturn table.concat(out, '\\n')`, '0'];
}
