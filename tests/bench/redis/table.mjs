// @ts-check
/** Tables of figures, printed row by row. */

/**
 * @param {string} title
 * @param {readonly string[]} columns after the name
 */
export function openTable(title, columns) {
  const width = Math.max(12, ...columns.map((column) => column.length + 2));
  console.log(`\n${title}\n${''.padEnd(14)}${columns.map((column) => column.padStart(width)).join('')}`);
  return (/** @type {string} */ name, /** @type {readonly (string | number)[]} */ cells) => {
    console.log(`${name.padEnd(14)}${cells.map((cell) => String(cell).padStart(width)).join('')}`);
  };
}
