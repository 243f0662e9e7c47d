/**
 * LDB, the debugger of Redis, as its users type and read it: what `redis-cli --ldb` sends, and what it shows. Where the script stops and
 * what it then says is the machine's business (`core/script/script_debugger.h`), how it runs meanwhile `debugging.ts`'s.
 *
 * Commands, their short forms and their texts are those of Redis 7.0.15.
 */
import type { Bytes } from '../protocol.js';
import type { DebugRequest } from '../vm.js';
import type { Listing } from './ldb_listing.js';
import { showReply } from './ldb_reply.js';
import {
  kAborted,
  kHelp,
  kNoBreakpoints,
  kNoVariable,
  kNoVariables,
  kStopReasons,
  kTrimmedHint,
  kUnknownCommand,
  kUnlimited,
} from './ldb_texts.js';

/** The script that is debugged, in its machine. */
export interface DebuggedScript {
  ask(request: DebugRequest, words?: readonly Bytes[]): readonly Bytes[];
  /** Lets it do what was asked for, until it is stopped or has ended. */
  run(): Promise<'stopped' | 'ended'>;
}

/** What a command shows, and whether the script has ended by it. */
export interface Shown {
  readonly lines: readonly string[];
  readonly hasEnded: boolean;
}

type Command = (debugger_: LineDebugger, words: readonly Bytes[]) => readonly string[] | Promise<Shown>;

/** What is trimmed unless `maxlen` says otherwise, and the least that it can say. */
const kUsualLength = 256;
const kLeastLength = 60;

/** Numbers of `EntryKind` in `core/script/script_debugger.h`. */
const kEntryKinds = ['text', 'value', 'reply'] as const;

export class LineDebugger {
  readonly #script: DebuggedScript;
  readonly #listing: Listing;
  /** 0: replies and values are shown whole. */
  #longest = kUsualLength;
  #knowsMaxlen = false;

  constructor(script: DebuggedScript, listing: Listing) {
    this.#script = script;
    this.#listing = listing;
  }

  /** Goes to the first line. */
  begin(): Promise<Shown> {
    return this.#goOn();
  }

  execute(words: readonly Bytes[]): Shown | Promise<Shown> {
    const name = (words[0] ?? '').toLowerCase();
    const command = kCommands.get(name);
    const shown = command === undefined ? [kUnknownCommand] : command(this, words);
    return Array.isArray(shown) ? { lines: shown as readonly string[], hasEnded: false } : (shown as Promise<Shown>);
  }

  /** Raises an error at the line where the script is stopped. */
  fail(message: string): Promise<Shown> {
    this.#script.ask('fail', [message as Bytes]);
    return this.#goOn();
  }

  step(): Promise<Shown> {
    return this.#move('step');
  }

  continue(): Promise<Shown> {
    return this.#move('continue');
  }

  list(words: readonly Bytes[]): readonly string[] {
    const line = leadingNumber(words[1]);
    const context = words.length > 2 ? leadingNumber(words[2]) : undefined;
    return this.#listing.around(line > 0 ? line : this.#listing.current, context);
  }

  whole(): readonly string[] {
    return this.#listing.all();
  }

  print(words: readonly Bytes[]): readonly string[] {
    const [, name] = words;
    if (words.length === 2 && name !== undefined) {
      const [value] = this.#script.ask('print', [name]);
      return value === undefined ? [kNoVariable] : this.#trimmed(`<value> ${value}`);
    }
    const lines = inPairs(this.#script.ask('locals')).flatMap(([local, value]) => this.#trimmed(`<value> ${local} = ${value}`));
    return lines.length === 0 ? [kNoVariables] : lines;
  }

  trace(): readonly string[] {
    return inPairs(this.#script.ask('trace')).flatMap(([name, line], level) => {
      const where = `${level === 0 ? 'In' : 'From'} ${name === '' ? 'top level' : name}:`;
      return [where, this.#listing.line(Number(line))];
    });
  }

  breakpoints(words: readonly Bytes[]): readonly string[] {
    const numbers = words.slice(1);
    if (numbers.length > 0) return numbers.flatMap((number) => this.#breakpoint(number));
    const lines = this.#listing.breakpoints;
    if (lines.length === 0) return [kNoBreakpoints];
    return [`${lines.length} breakpoints set:`, ...lines.map((line) => this.#listing.line(line))];
  }

  maxlen(words: readonly Bytes[]): readonly string[] {
    if (words.length === 2) {
      const wanted = leadingNumber(words[1]);
      this.#knowsMaxlen = true;
      this.#longest = wanted === 0 ? 0 : Math.max(wanted, kLeastLength);
    }
    return [this.#longest === 0 ? kUnlimited : `<value> replies are truncated at ${this.#longest} bytes.`];
  }

  async evaluate(words: readonly Bytes[]): Promise<Shown> {
    this.#script.ask('evaluate', [words.slice(1).join(' ') as Bytes]);
    return this.#stay();
  }

  async call(words: readonly Bytes[]): Promise<Shown> {
    this.#script.ask('call', words.slice(1));
    return this.#stay();
  }

  #breakpoint(text: Bytes): readonly string[] {
    if (!/^(0|-?[1-9][0-9]{0,17})$/.test(text)) return [`Invalid argument:'${text}'`];
    const number = Number(text);
    if (number === 0) return [this.#listing.removeAllBreakpoints()];
    return number > 0 ? this.#listing.setBreakpoint(number) : [this.#listing.removeBreakpoint(-number)];
  }

  #move(pace: 'step' | 'continue'): Promise<Shown> {
    this.#script.ask(pace, this.#listing.breakpoints.map((line) => String(line) as Bytes));
    return this.#goOn();
  }

  /** Runs to the next stop, and shows it. */
  async #goOn(): Promise<Shown> {
    const state = await this.#script.run();
    const { reason, line, lines } = this.#report();
    if (state === 'ended') return { lines, hasEnded: true };
    this.#listing.current = line;
    const stop = `* Stopped at ${line}, stop reason = ${kStopReasons[reason] ?? reason}`;
    return { lines: [...lines, stop, this.#listing.line(line)], hasEnded: false };
  }

  /** Runs what is done while the script stays where it is. */
  async #stay(): Promise<Shown> {
    const state = await this.#script.run();
    return { lines: this.#report().lines, hasEnded: state === 'ended' };
  }

  #report(): { readonly reason: string; readonly line: number; readonly lines: readonly string[] } {
    const [reason = '', line = '', ...entries] = this.#script.ask('report');
    const lines = inPairs(entries).flatMap(([kind, text]) => {
      switch (kEntryKinds[Number(kind)]) {
        case 'reply':
          return this.#trimmed(`<reply> ${showReply(text)}`);
        case 'value':
          return this.#trimmed(text);
        default:
          return [text];
      }
    });
    return { reason, line: Number(line), lines };
  }

  #trimmed(line: string): readonly string[] {
    if (this.#longest === 0 || line.length <= this.#longest) return [line];
    const trimmed = `${line.slice(0, this.#longest)} ...`;
    if (this.#knowsMaxlen) return [trimmed];
    this.#knowsMaxlen = true;
    return [trimmed, kTrimmedHint];
  }
}

const kCommands: ReadonlyMap<string, Command> = new Map(
  (
    [
      [['h', 'help'], () => kHelp],
      [['s', 'step', 'n', 'next'], (it) => it.step()],
      [['c', 'continue'], (it) => it.continue()],
      [['l', 'list'], (it, words) => it.list(words)],
      [['w', 'whole'], (it) => it.whole()],
      [['p', 'print'], (it, words) => it.print(words)],
      [['b', 'break'], (it, words) => it.breakpoints(words)],
      [['t', 'trace'], (it) => it.trace()],
      [['e', 'eval'], (it, words) => it.evaluate(words)],
      [['r', 'redis'], (it, words) => (words.length > 1 ? it.call(words) : [kUnknownCommand])],
      [['m', 'maxlen'], (it, words) => it.maxlen(words)],
      [['a', 'abort'], (it) => it.fail(kAborted)],
    ] satisfies readonly (readonly [readonly string[], Command])[]
  ).flatMap(([names, command]) => names.map((name) => [name, command as Command] as const)),
);

/** The number that a text begins with, as C reads it; 0 if there is none. */
function leadingNumber(text: Bytes | undefined): number {
  return Number(/^\s*([+-]?\d{1,15})/.exec(text ?? '')?.[1] ?? 0);
}

function inPairs(words: readonly Bytes[]): readonly (readonly [Bytes, Bytes])[] {
  const pairs: [Bytes, Bytes][] = [];
  for (let at = 0; at + 1 < words.length; at += 2) pairs.push([words[at] as Bytes, words[at + 1] as Bytes]);
  return pairs;
}
