/** Compiles the package's TypeScript into `dist/`, beside the machine that `wasm/` has built there. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const compiler = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc');

mkdirSync(join(here, 'dist'), { recursive: true });
execFileSync(process.execPath, [compiler, '-p', join(here, 'tsconfig.json')], { stdio: 'inherit' });
copyFileSync(join(here, 'src', 'raw_module.d.ts'), join(here, 'dist', 'raw_module.d.ts'));
copyFileSync(join(here, '..', '..', 'LICENSE'), join(here, 'LICENSE'));
chmodSync(join(here, 'dist', 'cli', 'main.js'), 0o755);
