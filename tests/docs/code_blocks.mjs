// @ts-check
/**
 * Code blocks of a Markdown file that a comment line before them makes part of a test:
 *
 *     <!-- file: NAME -->           the block is the content of this file
 *     <!-- prints: COMMAND -->      the block is what the command prints
 *     <!-- console -->              lines with `$ ` are commands, the lines below each are what it prints
 *     <!-- playground: FILE KEY ... , ARG ... -->   the block is the reply that the page shows
 */

/** @typedef {{ kind: string, argument: string, text: string, line: number }} CodeBlock */

/**
 * @param {string} markdown
 * @returns {CodeBlock[]}
 */
export function codeBlocks(markdown) {
  const pattern = /<!-- (file|prints|console|playground)(?:: (.*?))? -->\s*\n```\w*\n([\s\S]*?)```/g;
  return [...markdown.matchAll(pattern)].map((match) => ({
    kind: match[1] ?? '',
    argument: match[2] ?? '',
    text: match[3] ?? '',
    line: markdown.slice(0, match.index).split('\n').length,
  }));
}

/**
 * The commands of a console block with what they print.
 * @param {string} text
 * @returns {{ command: string, output: string }[]}
 */
export function consoleCommands(text) {
  return text.split(/^\$ /m).slice(1).map((part) => {
    const end = part.indexOf('\n');
    return { command: part.slice(0, end), output: part.slice(end + 1) };
  });
}
