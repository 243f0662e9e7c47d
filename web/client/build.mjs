// @ts-check
/**
 * Fills `dist/`: the compiled TypeScript, and the machine that CMake has built in `build/wasm` (preset `wasm`), made small: its
 * functions in an order that compresses well, its glue minified.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'rolldown/utils';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

const machine = process.env['FERROUS_WASM_DIR'] ?? join(here, '..', '..', 'build', 'wasm', 'wasm');
if (!existsSync(join(machine, 'primary.wasm'))) {
  throw new Error(`${join(machine, 'primary.wasm')} is missing: build the preset wasm first`);
}

mkdirSync(join(here, 'dist'), { recursive: true });
execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.json')], { stdio: 'inherit' });
copyFileSync(join(here, 'src', 'raw_module.d.ts'), join(here, 'dist', 'raw_module.d.ts'));
const glue = await minify('vm.mjs', readFileSync(join(machine, 'vm.mjs'), 'utf8'), { module: true });
if (glue.errors.length > 0) throw new Error(`the glue cannot be minified: ${String(glue.errors[0]?.message)}`);
writeFileSync(join(here, 'dist', 'raw_module.js'), glue.code);
copyFileSync(join(machine, 'primary.wasm'), join(here, 'dist', 'vm.wasm'));
copyFileSync(join(machine, 'deferred.wasm'), join(here, 'dist', 'vm_deferred.wasm'));
copyFileSync(join(here, 'data', 'command_docs.resp'), join(here, 'dist', 'command_docs.resp'));
chmodSync(join(here, 'dist', 'cli', 'main.js'), 0o755);
