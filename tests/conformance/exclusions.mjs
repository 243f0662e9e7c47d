// @ts-check
/**
 * What of the suites is not run, with one reason each. Nothing of the suites' text is kept here: files by name, asserts by line, with
 * the first digits of the SHA-1 of the line, so that another version of a suite is noticed.
 */

/**
 * @typedef {{ file: string, line: number, sha1: string, reason: string }} ExcludedAssert
 */

/** Files of the PUC suite that need what plain programs do not have. @type {Readonly<Record<string, string>>} */
export const pucFilesLeftOut = {
  'all.lua': 'runs the other files, main.lua among them',
  'main.lua': 'tests the stand-alone interpreter through os.execute',
};

/** Asserts of the PUC suite that are skipped; ten at most. @type {readonly ExcludedAssert[]} */
export const pucAssertsLeftOut = [
  {
    file: 'big.lua',
    line: 11,
    sha1: 'd614a54562',
    reason: 'four gigabytes overflow a length of 32 bits; with 64, as in Redis, lua5.1 fails here, too: "not enough memory"',
  },
  {
    file: 'errors.lua',
    line: 216,
    sha1: 'da8f9751ce',
    reason: 'lua5.1 fails here, too: the suite was changed for a parser that counts the lines of an upvalue limit differently',
  },
];

/** Files of LuaJIT's folder misc that are not for Lua 5.1: lua5.1 itself fails at them. @type {Readonly<Record<string, string>>} */
export const luajitFilesLeftOut = {
  'api_call.lua': 'needs a module in C',
  'catch_wrap.lua': 'needs a module in C++',
  'coro_yield.lua': 'expects yields across pcall',
  'gcstep.lua': 'expects a collection before the heap has four times 33 KB; here the first comes at 256 KB',
  'debug_gc.lua': 'expects names of metamethods that 5.1 does not give',
  'hook_active.lua': 'needs a module in C',
  'lightud.lua': 'needs a module in C',
  'parse_esc.lua': 'expects escapes of Lua 5.2',
  'parse_misc.lua': 'expects names with letters beyond ASCII',
  'phi_conv.lua': 'needs a bit library that 5.1 does not have',
  'recurse_deep.lua': 'expects more tail calls than 5.1 counts',
  'stack_purge.lua': 'needs the compiler of LuaJIT',
  'tonumber_scan.lua': 'needs the number suffixes of LuaJIT',
};

/** How many tests of a file may fail in LuaJIT's own runner. @type {Readonly<Record<string, { tests: number, reason: string }>>} */
export const luajitTestsLeftOut = {
  'lib/contents.lua': { tests: 2, reason: 'plain programs also have the libraries of Redis: cjson, cmsgpack, struct' },
  'lib/math/random.lua': { tests: 1, reason: 'lua5.1 fails here, too: it expects the generator of LuaJIT' },
};
