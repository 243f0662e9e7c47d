// @ts-check
/**
 * Splits the machine in two: what nearly every script needs, and what is loaded when it is first called.
 *
 * The second part has the debugger, listings, administration of a server, formats of files and the like. Which functions go there is said by
 * source file, and by name for functions that the optimiser has joined with others. A function that is also made in a file of the
 * first part (an instance of a template) stays in the first. Binaryen's wasm-split does the work: in the first part, the place of a
 * moved function in the table holds an import that the loader answers by instantiating the second part, which fills in its own.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Reader, kSection, readSections } from './module_format.mjs';

/** Parts of paths of source files below `core/`. */
const kDeferredFiles = [
  'debug/',
  'vm/execute_observed',
  'bytecode/listing',
  'stdlib/binary_chunk',
  'stdlib/output_library',
  'stdlib/environment_library',
  'stdlib/system_library',
  'stdlib/calendar',
  'stdlib/struct_library',
  'stdlib/cmsgpack',
  'redis/rdb/',
  'script/keyspace_file',
  'redis/server/',
  'connection/',
  'redis/commands/dump',
  'redis/commands/configuration',
  'redis/commands/introspection',
  'redis/commands/server',
  'redis/commands/connection',
  'redis/commands/lcs',
  'redis/commands/longest',
];

/** Mangled names of doors to what is deferred, which the optimiser has made one with it. */
const kDeferred = /7Session(10takeReport|7compileE|7inspectE|4listE|14setBreakpointsE|10exportFileE|10importFileE)/;

/**
 * Mangled names that stay in the first part although their file is deferred: what every engine calls when it is made and ended, commands
 * that many scripts call, and the standard library. Of functions that are the same, one is left, under any of their names; that is why
 * neither the standard library nor what is tiny can be told apart by file.
 */
const kKept = /^_ZN3lua[0-9]+open|5debug.*[CD][12]E|^_ZNK?St3|(ping|echo|select|time|dbsize|flushall|flushdb)Command/;
const kTinyBytes = 64;

/** The part of the section of names that has those of functions. */
const kFunctionNames = 1;

/** Names that the two parts use for each other; `web/client/src/vm.ts` answers to them. */
const kPrimary = 'primary';
const kPlaceholder = 'placeholder';

/** @param {string} folder @returns {string[]} */
function objectsBelow(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.o'));
}

/**
 * Functions that only deferred files define.
 * @param {string} folder of object files, laid out as `core/`
 * @param {string} symbolLister program that lists symbols as `nm` does
 */
function deferredSymbols(folder, symbolLister) {
  const deferred = new Set();
  const kept = new Set();
  const objects = objectsBelow(folder);
  const listing = execFileSync(symbolLister, ['--defined-only', '-A', ...objects], { cwd: folder, maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
  for (const line of listing.toString().split('\n')) {
    const [, object = '', symbol = ''] = /^(.*?):\s+\S+ [tTwW] (\S+)$/.exec(line) ?? [];
    const isDeferred = kDeferredFiles.some((part) => object.includes(`core/${part}`));
    (isDeferred ? deferred : kept).add(symbol);
  }
  return new Set([...deferred].filter((symbol) => !kept.has(symbol)));
}

/** @param {Reader} reader */
const readName = (reader) => new TextDecoder().decode(reader.take(reader.unsigned()));

/**
 * The functions of a module that has a section of names, with the sizes of their code.
 * @param {Uint8Array} module
 * @returns {{ name: string, sizeBytes: number }[]}
 */
function functionsOf(module) {
  const sections = readSections(module);
  const names = sections.map(({ id, content }) => ({ id, reader: new Reader(content) })).find(({ id, reader }) => id === kSection.custom && readName(reader) === 'name')?.reader;
  const code = sections.find(({ id }) => id === kSection.code);
  if (names === undefined || code === undefined) throw new Error('the module has no functions with names');
  const codeReader = new Reader(code.content);
  const sizes = Array.from({ length: codeReader.unsigned() }, () => codeReader.take(codeReader.unsigned()).length);
  while (names.byte() !== kFunctionNames) names.take(names.unsigned());
  names.unsigned();
  const all = Array.from({ length: names.unsigned() }, () => ({ index: names.unsigned(), name: readName(names) }));
  const imports = all.length - sizes.length;
  return all.filter(({ index }) => index >= imports).map(({ index, name }) => ({ name, sizeBytes: sizes[index - imports] ?? 0 }));
}

/** A name without what link-time optimisation appends to it. @param {string} name */
const plainName = (name) => name.replace(/(\.llvm)?\.\d+$/, '');

/**
 * @param {{ wasm: string, objects: string, symbolLister: string, splitter: string }} input the linked module with names; its object
 *   files; the programs that list symbols and split modules
 * @returns {{ primary: Uint8Array, deferred: Uint8Array, places: Uint8Array }} the parts, and lines "place:name" for who wants to know
 *   which function an import of the first part stands for
 */
export function splitModule({ wasm, objects, symbolLister, splitter }) {
  const symbols = deferredSymbols(objects, symbolLister);
  const isDeferred = (/** @type {string} */ name) => symbols.has(plainName(name)) && !kKept.test(name);
  const chosen = functionsOf(readFileSync(wasm))
    .filter(({ name, sizeBytes }) => (isDeferred(name) && sizeBytes >= kTinyBytes) || kDeferred.test(name))
    .map(({ name }) => name);
  if (chosen.length === 0) throw new Error('no function of the module is deferred: its names and its object files do not fit');
  const folder = mkdtempSync(join(tmpdir(), 'ferrous-split-'));
  try {
    const [list, primary, deferred] = ['list', 'primary.wasm', 'deferred.wasm'].map((name) => join(folder, name));
    if (!list || !primary || !deferred) throw new Error('unreachable');
    writeFileSync(list, `${chosen.join('\n')}\n`);
    const names = [`--import-namespace=${kPrimary}`, `--placeholder-namespace=${kPlaceholder}`, '--export-prefix=%'];
    execFileSync(splitter, ['--split', wasm, `--split-funcs=@${list}`, '-o1', primary, '-o2', deferred, ...names, '--placeholdermap', '--all-features']);
    if (!existsSync(deferred)) throw new Error('wasm-split wrote nothing');
    return { primary: readFileSync(primary), deferred: readFileSync(deferred), places: readFileSync(`${primary}.placeholders`) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
