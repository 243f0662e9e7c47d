// @ts-check
/** Writes the `Compat:` marks of the sources into docs/compatibility.md; the change is reviewed like code. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kBegin, kEnd, markLines } from './lib/compat_marks.mjs';
import { root } from './lib/process.mjs';

const path = join(root, 'docs/compatibility.md');
const document = readFileSync(path, 'utf8');
const [before = ''] = document.split(kBegin);
const [, after = ''] = document.split(kEnd);
writeFileSync(path, `${before}${kBegin}\n${markLines().join('\n')}\n${kEnd}${after}`);
