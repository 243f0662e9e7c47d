import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentedLines, markLines, marksIn } from '../../scripts/lib/compat_marks.mjs';
import { root } from './sources.js';

describe('Compat marks', () => {
  it('are read to the end of their comment', () => {
    expect(marksIn('/// A thing.\n/// Compat: differs\n/// in two ways.\nint x;')).toEqual(['differs in two ways.']);
    expect(marksIn('// Compat: one.\n// Compat: two.\n')).toEqual(['one.', 'two.']);
  });

  it('of the sources stand in docs/compatibility.md, and no others (npm run marks writes them)', () => {
    expect(documentedLines(readFileSync(join(root, 'docs/compatibility.md'), 'utf8'))).toEqual(markLines());
  });
});
