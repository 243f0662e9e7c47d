/** Text with its control characters in the notation of redis-cli, so that none of them is invisible. */
export function visibleText(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f\u007f]/g, escaped);
}

const kNamed: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\u0007': '\\a',
};

function escaped(character: string): string {
  return kNamed[character] ?? `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
