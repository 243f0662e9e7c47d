import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOnly, cppSources, expectNone, root } from './sources.js';

type Layers = ReadonlyMap<string, ReadonlySet<string>>;

/** Reads core/layers.txt: for each module, everything that it may include. Modules are listed after those below them. */
function readLayers(text: string): Layers {
  const layers = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [name = '', below = ''] = line.split(':');
    const allowed = new Set([name]);
    for (const direct of below.trim().split(/\s+/).filter(Boolean)) {
      const reachable = layers.get(direct);
      if (!reachable) throw new Error(`layers.txt: ${name} names ${direct}, which is not listed above it`);
      for (const module of reachable) allowed.add(module);
    }
    layers.set(name, allowed);
  }
  return layers;
}

const layers = readLayers(readFileSync(join(root, 'core/layers.txt'), 'utf8'));
const moduleOf = (path: string): string => (path.startsWith('core/') ? (path.split('/')[1] ?? '') : (path.split('/')[0] ?? ''));

interface Include {
  readonly path: string;
  readonly line: number;
  readonly target: string;
  readonly system: boolean;
}

const includes: readonly Include[] = cppSources().flatMap(({ path, text }) =>
  text.split('\n').flatMap((line, index) => {
    const match = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(line);
    return match ? [{ path, line: index + 1, target: match[2] ?? '', system: match[1] === '<' }] : [];
  }),
);

const where = (include: Include): string => `${include.path}:${include.line} includes ${include.target}`;

/** Headers that do not exist in every supported toolchain, or that pull printing, locales or exceptions into the core. */
const bannedHeaders = new Set(
  'iostream sstream fstream iomanip regex locale codecvt exception stdexcept ranges format source_location expected coroutine thread mutex future'.split(' '),
);

/** Modules whose business is to print and to read files and clocks: the doors. */
const isDoor = (path: string): boolean => moduleOf(path) === 'cli' || moduleOf(path) === 'wasm';

describe('modules of core/', () => {
  it('are all named in layers.txt', () => {
    const unknown = new Set(cppSources().map(({ path }) => moduleOf(path)).filter((module) => !layers.has(module)));
    expectNone([...unknown]);
  });

  it('include only what layers.txt allows', () => {
    const wrong = includes.filter(({ path, target, system }) => {
      const [module = ''] = target.split('/');
      return !system && path.startsWith('core/') && !layers.get(moduleOf(path))?.has(module);
    });
    expectNone(wrong.map(where));
  });

  it('keep vm and redis apart', () => {
    expect(layers.get('vm')?.has('redis')).toBe(false);
    expect(layers.get('redis')?.has('vm')).toBe(false);
    expect(layers.get('compiler')?.has('vm')).toBe(false);
  });

  it('write includes relative to core/', () => {
    expectNone(includes.filter(({ target, system }) => !system && target.startsWith('.')).map(where));
  });

  it('are mirrored by the libraries of CMakeLists.txt', () => {
    const cmake = readFileSync(join(root, 'CMakeLists.txt'), 'utf8');
    const linked = new Map([...cmake.matchAll(/^add_module\((\w+)([^)]*)\)/gm)].map(([, name = '', below = '']) => [name, below.trim().replaceAll('fl_', '')]));
    const listed = readFileSync(join(root, 'core/layers.txt'), 'utf8').matchAll(/^(\w+):(.*)$/gm);
    for (const [, name = '', below = ''] of listed) {
      if (name !== 'cli' && name !== 'wasm') expect(`${name}: ${linked.get(name)}`).toBe(`${name}: ${below.trim()}`);
    }
  });
});

describe('headers', () => {
  it('of Emscripten appear in wasm/ only', () => {
    const wrong = includes.filter(({ path, target }) => target.startsWith('emscripten') && !path.startsWith('wasm/'));
    expectNone(wrong.map(where));
  });

  it('that print, throw or are missing in a supported compiler are not included in the core', () => {
    const wrong = includes.filter(({ path, target, system }) => system && bannedHeaders.has(target) && !isDoor(path));
    expectNone(wrong.map(where));
  });

  it('start with #pragma once or a guard, after an essay', () => {
    const wrong = cppSources().filter(({ path, text }) => path.endsWith('.h') && !/^(\s*\/\/[^\n]*\n|\s*\n)*\s*#\s*(pragma once|ifndef)/.test(text));
    expectNone(wrong.map(({ path }) => path));
    const silent = cppSources().filter(({ path, text }) => path.endsWith('.h') && !/\/\/[/ ]/.test(text.split('\n').slice(0, 30).join('\n')));
    expectNone(silent.map(({ path }) => path));
  });
});

describe('the core', () => {
  const banned: readonly { readonly what: string; readonly pattern: RegExp }[] = [
    { what: 'exceptions', pattern: /\b(throw|try|catch)\b(?!_)/ },
    { what: 'run-time types', pattern: /\b(dynamic_cast|typeid)\b/ },
    { what: 'std::function', pattern: /\bstd::function\b/ },
    { what: 'printing', pattern: /\b(printf|fprintf|puts|putchar|perror)\s*\(/ },
    { what: 'clocks', pattern: /\b(std::chrono::\w+_clock|gettimeofday|clock_gettime|std::time|::time)\b/ },
    { what: 'randomness', pattern: /\b(std::rand|srand|std::random_device|std::mt19937)\b/ },
    { what: 'ending the process', pattern: /\b(std::exit|_exit|quick_exit)\s*\(/ },
    { what: 'from_chars', pattern: /\bstd::from_chars\b[^;]*\b(double|float)\b/ },
  ];

  it.each(banned)('has no $what', ({ pattern }) => {
    const found = cppSources()
      .filter(({ path }) => !isDoor(path))
      .flatMap(({ path, text }) =>
        codeOnly(text)
          .split('\n')
          .flatMap((line, index) => (pattern.test(line) && !/^\s*#/.test(line) ? [`${path}:${index + 1}: ${line.trim()}`] : [])),
      );
    expectNone(found);
  });
});
