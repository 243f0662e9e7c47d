import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('..', import.meta.url));
let folder = '';
let files: readonly string[] = [];
let tarball = '';

const npm = (args: readonly string[], cwd: string): string => {
  return execFileSync('npm', [...args], { cwd, stdio: ['ignore', 'pipe', 'pipe'] }).toString();
};

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ferrous-package-'));
  const packed = JSON.parse(npm(['pack', '--json', '--pack-destination', folder], source)) as unknown;
  // npm writes an array, or an object by package name, depending on its version.
  const entry = Object.values(packed as object)[0] as {
    readonly filename: string;
    readonly files: readonly { readonly path: string }[];
  };
  files = entry.files.map((file) => file.path);
  tarball = join(folder, entry.filename);
  writeFileSync(join(folder, 'package.json'), '{ "name": "user", "private": true, "type": "module" }');
  npm(['install', '--offline', '--no-audit', '--no-fund', tarball], folder);
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed tarball', () => {
  it('holds the built package and nothing else', () => {
    expect(files.filter((path) => !path.startsWith('dist/')).sort()).toEqual(['LICENSE', 'README.md', 'package.json']);
    expect(files).toEqual(expect.arrayContaining(['dist/vm.wasm', 'dist/vm_deferred.wasm', 'dist/raw_module.js', 'dist/cli/main.js']));
    expect(statSync(tarball).size).toBeLessThan(500_000);
  });

  it('has no dependencies and runs nothing on installation', () => {
    const manifest = JSON.parse(readFileSync(join(folder, 'node_modules/ferrous-lua/package.json'), 'utf8')) as {
      readonly dependencies?: object;
      readonly scripts?: Readonly<Record<string, string>>;
    };
    expect(manifest.dependencies).toBeUndefined();
    expect(Object.keys(manifest.scripts ?? {}).filter((name) => /install|prepare/.test(name))).toEqual([]);
  });

  it('is used from JavaScript', () => {
    writeFileSync(
      join(folder, 'use.js'),
      `import { createEngine } from 'ferrous-lua';
       import { Worker } from 'node:worker_threads';
       import { fileURLToPath } from 'node:url';
       import { WorkerSession, workerPort, bytesFromText } from 'ferrous-lua';
       const engine = await createEngine();
       await engine.command('SET', 'k', 'v');
       console.log(await engine.eval('return {KEYS[1], redis.call("GET", KEYS[1])}', { keys: ['k'] }));
       engine.close();
       const session = await WorkerSession.connect(workerPort(new Worker(fileURLToPath(import.meta.resolve('ferrous-lua/worker')))));
       console.log((await session.command([bytesFromText('PING')])).bytes);
       session.close();`,
    );
    expect(execFileSync(process.execPath, ['use.js'], { cwd: folder }).toString()).toBe("[ 'k', 'v' ]\nPONG\n");
  });

  it('is used from CommonJS by import()', () => {
    writeFileSync(
      join(folder, 'use.cjs'),
      `import('ferrous-lua').then(async ({ createEngine }) => {
         const engine = await createEngine();
         console.log(await engine.eval('return 6 * 7'));
         engine.close();
       });`,
    );
    expect(execFileSync(process.execPath, ['use.cjs'], { cwd: folder }).toString()).toBe('42\n');
  });

  it('is used from the command line', () => {
    const run = (...args: readonly string[]): string => npm(['exec', '--offline', '--', 'ferrous-lua', ...args], folder);
    expect(run('eval', '-e', 'return {KEYS[1], ARGV[1]}', 'k', ',', 'a')).toBe('k\na\n');
    expect(run('--version')).toMatch(/^ferrous-lua \d/);
  });

  it('has types that a strict project accepts', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      `import { createEngine, LuaSyntaxError } from 'ferrous-lua';
       import type { Engine, Pause, Reply, RunOutcome } from 'ferrous-lua';
       import type { SessionApi } from 'ferrous-lua/protocol';
       const engine: Engine = await createEngine({ seed: 1 });
       const reply: Reply = await engine.evalReply('return 1');
       export const value = reply.kind === 'integer' ? reply.value : undefined;
       export type Used = [Pause, RunOutcome, SessionApi, LuaSyntaxError];`,
    );
    const options = { strict: true, module: 'NodeNext', target: 'ES2022', noEmit: true, lib: ['ES2022', 'DOM', 'ESNext.Disposable'], types: [] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['use.ts'] }));
    const compiler = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
    expect(execFileSync(process.execPath, [compiler, '-p', folder]).toString()).toBe('');
  });

  it('needs nothing of Node in its browser entries', () => {
    const dist = join(folder, 'node_modules/ferrous-lua/dist');
    const seen = new Set<string>();
    const visit = (path: string): void => {
      if (seen.has(path)) return;
      seen.add(path);
      const code = readFileSync(path, 'utf8').replace(/\/\*[^]*?\*\//g, '');
      for (const [, target = ''] of code.matchAll(/(?:from|import) ['"]([^'"]+)['"]/g)) {
        expect(target, path).toMatch(/^\.\.?\//);
        visit(join(dirname(path), target));
      }
      expect(code, path).not.toMatch(/\bprocess\.(?!versions)|\bBuffer\b|\brequire\(/);
    };
    visit(join(dist, 'entries/index_browser.js'));
    visit(join(dist, 'entries/worker_browser.js'));
    expect(seen.size).toBeGreaterThan(10);
  });
});
