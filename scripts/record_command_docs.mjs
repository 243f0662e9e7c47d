// @ts-check
/**
 * Records what a live redis-server says about its commands into `web/client/data/command_docs.resp`: the answer to COMMAND DOCS in
 * RESP3, by name. The engine of the package reads it when it is asked the same.
 *
 *     node scripts/record_command_docs.mjs PORT
 */
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { root } from './lib/process.mjs';

const kMark = 'end-of-answer';
const kMarked = `$${kMark.length}\r\n${kMark}\r\n`;

/**
 * What a server answers to the lines, one text for each.
 * @param {number} port
 * @param {readonly string[]} lines
 * @returns {Promise<readonly string[]>}
 */
function ask(port, lines) {
  return new Promise((resolve, reject) => {
    let received = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(lines.map((line) => `${line}\r\nECHO ${kMark}\r\n`).join(''));
    });
    socket.setEncoding('latin1');
    socket.on('error', reject);
    socket.on('data', (text) => {
      received += text;
      const answers = received.split(kMarked);
      if (answers.length <= lines.length) return;
      socket.end();
      resolve(answers.slice(0, -1));
    });
  });
}

const port = Number(process.argv[2]);
if (!Number.isInteger(port) || port <= 0) throw new Error('give the port of a redis-server');
const [list = ''] = await ask(port, ['COMMAND LIST']);
const names = list
  .split('\r\n')
  .filter((line) => /^[a-z][^|]*$/.test(line))
  .sort();
const [, ...answers] = await ask(port, ['HELLO 3', ...names.map((name) => `COMMAND DOCS ${name}`)]);
const pairs = answers.map((answer) => answer.replace(/^%1\r\n/, ''));
writeFileSync(join(root, 'web/client/data/command_docs.resp'), `%${names.length}\r\n${pairs.join('')}`, 'latin1');
process.stdout.write(`${names.length} commands\n`);
