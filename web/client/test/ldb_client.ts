/** A client of LDB in the tests: sends words, reads replies, and writes down what a session shows. */
import { connect } from 'node:net';
import type { Socket } from 'node:net';

/** One reply: a status or error with its mark, a bulk as `"text"`, an integer as `:1`, an array as a list. */
export type Answer = string | null | readonly Answer[];

export class LdbClient {
  readonly #socket: Socket;
  #buffer = '';
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1');
    this.#socket.setEncoding('latin1');
    this.#socket.on('data', (text: string) => {
      this.#buffer += text;
      this.#wake();
    });
    this.#socket.on('error', () => undefined);
    this.#socket.on('close', () => {
      this.#closed = true;
      this.#wake();
    });
  }

  send(...words: readonly string[]): void {
    this.write(`*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word, 'latin1')}\r\n${word}\r\n`).join('')}`);
  }

  write(bytes: string): void {
    this.#socket.write(bytes, 'latin1');
  }

  async ask(...words: readonly string[]): Promise<Answer> {
    this.send(...words);
    return this.reply();
  }

  /** The next reply, or `closed`. */
  async reply(): Promise<Answer | 'closed'> {
    for (;;) {
      const read = this.#read(0);
      if (read !== undefined) {
        this.#buffer = this.#buffer.slice(read.end);
        return read.answer;
      }
      if (this.#closed) return 'closed';
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Leaves without a word. */
  leave(): void {
    this.#socket.destroy();
  }

  #read(at: number): { readonly answer: Answer; readonly end: number } | undefined {
    const lineEnd = this.#buffer.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const line = this.#buffer.slice(at, lineEnd);
    const size = Number(line.slice(1));
    let end = lineEnd + 2;
    if (line.startsWith('$') && size >= 0) {
      if (this.#buffer.length < end + size + 2) return undefined;
      return { answer: `"${this.#buffer.slice(end, end + size)}"`, end: end + size + 2 };
    }
    if (line.startsWith('$')) return { answer: null, end };
    if (!/^[*%]/.test(line)) return { answer: line, end };
    const items: Answer[] = [];
    while (items.length < (line.startsWith('%') ? 2 * size : size)) {
      const item = this.#read(end);
      if (item === undefined) return undefined;
      items.push(item.answer);
      end = item.end;
    }
    return { answer: items, end };
  }
}

/** What a client of a debugger sends after SCRIPT DEBUG, command by command in words that spaces separate, and what it is shown. */
export async function transcript(
  port: number,
  script: string,
  commands: readonly string[],
  options: TranscriptOptions = {},
): Promise<string[]> {
  const client = new LdbClient(port);
  const shown: string[] = [];
  const showReply = (answer: Answer): void => void shown.push(`= ${JSON.stringify(answer)}`);
  const show = (answer: Answer): void => {
    if (Array.isArray(answer)) shown.push(...answer.map((line) => String(line).slice(1)));
    else showReply(answer);
  };
  for (const words of options.setup ?? []) await client.ask(...words);
  await client.ask('SCRIPT', 'DEBUG', options.mode ?? 'YES');
  const keys = options.keys ?? [];
  show(await client.ask(options.command ?? 'EVAL', script, String(keys.length), ...keys, ...(options.args ?? [])));
  for (const command of commands) {
    if (shown.at(-1) === '<endsession>') break;
    shown.push(`> ${command}`);
    show(await client.ask(...command.split(' ')));
  }
  if (shown.at(-1) === '<endsession>') {
    showReply(await client.reply());
    showReply(await client.reply());
  }
  client.leave();
  return shown;
}

export interface TranscriptOptions {
  readonly keys?: readonly string[];
  readonly args?: readonly string[];
  readonly mode?: 'YES' | 'SYNC';
  readonly command?: string;
  readonly setup?: readonly (readonly string[])[];
}
