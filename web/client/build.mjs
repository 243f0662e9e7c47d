// @ts-check
/**
 * Fills `dist/`: the compiled TypeScript, and the machine that CMake has built in `build/wasm` (preset `wasm`), made small: its
 * functions in an order that compresses well, its glue minified. The JavaScript of the package has no comments.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

/**
 * Writes a module of JavaScript smaller than it is.
 * @param {string} from
 * @param {string} to
 * @param {import('rolldown/utils').MinifyOptions} options
 */
async function shrink(from, to, options) {
  const { code, errors } = await minify(from, readFileSync(from, 'utf8'), { module: true, ...options });
  if (errors.length > 0) throw new Error(`${from} cannot be minified: ${String(errors[0]?.message)}`);
  writeFileSync(to, code);
}

// Comments for users are in the declarations; those for us are in the sources.
const withoutComments = { compress: false, mangle: false, codegen: { removeWhitespace: false } };
for (const entry of readdirSync(join(here, 'dist'), { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile() && path.endsWith('.js')) await shrink(path, path, withoutComments);
}
await shrink(join(machine, 'vm.mjs'), join(here, 'dist', 'raw_module.js'), {});
copyFileSync(join(machine, 'primary.wasm'), join(here, 'dist', 'vm.wasm'));
copyFileSync(join(machine, 'deferred.wasm'), join(here, 'dist', 'vm_deferred.wasm'));
copyFileSync(join(here, 'data', 'command_docs.resp'), join(here, 'dist', 'command_docs.resp'));
chmodSync(join(here, 'dist', 'cli', 'main.js'), 0o755);
