import { describe, expect, it } from 'vitest';
import { visibleText } from '../src/visible_text.ts';

describe('visibleText', () => {
  it('shows control characters and leaves the rest alone', () => {
    expect(visibleText('a\u0000b\n\t\u007f "grün"')).toBe('a\\x00b\\n\\t\\x7f "grün"');
  });
});
