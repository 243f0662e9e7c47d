/** The source of a script as LDB lists it, with the current line and the breakpoints marked. */
import type { Bytes } from '../protocol.js';

/** Lines that a listing shows before and after its line. */
const kUsualContext = 5;

export class Listing {
  readonly #lines: readonly string[];
  /** Lines that have code; undefined: not known. */
  readonly #live: ReadonlySet<number> | undefined;
  #breakpoints: number[] = [];
  /** The line at which the script is stopped. */
  current = -1;

  constructor(source: Bytes, live: ReadonlySet<number> | undefined) {
    const text = source.replace(/[\r\n]+$/, '');
    this.#lines = text === '' ? [] : text.split('\n');
    this.#live = live;
  }

  get breakpoints(): readonly number[] {
    return this.#breakpoints;
  }

  /** `->#7   return 1`. */
  line(number: number): string {
    const arrow = number === this.current ? '->' : '  ';
    const mark = this.#breakpoints.includes(number) ? '#' : ' ';
    return `${arrow}${mark}${String(number).padEnd(3)} ${this.#lines[number - 1] ?? '<out of range source code line>'}`;
  }

  around(center: number, context = kUsualContext): readonly string[] {
    const lines = this.#lines.map((_, index) => index + 1);
    return lines.filter((number) => Math.abs(number - center) <= context).map((number) => this.line(number));
  }

  all(): readonly string[] {
    return this.around(1, Infinity);
  }

  /**
   * Sets a breakpoint, and shows it. Compat: a line without code, where Redis sets one that is never reached, hands it on to the next line
   * that has some.
   */
  setBreakpoint(wanted: number): readonly string[] {
    const number = this.#placed(wanted);
    const isOutside = wanted < 1 || wanted > this.#lines.length;
    if (isOutside || this.#breakpoints.includes(number)) return ['Wrong line number.'];
    this.#breakpoints.push(number);
    const moved = number === wanted ? [] : [`<hint> Line ${wanted} has no code. The breakpoint is set on line ${number}.`];
    return [...this.around(number, 1), ...moved];
  }

  removeBreakpoint(number: number): string {
    const others = this.#breakpoints.filter((other) => other !== number);
    const isKnown = others.length < this.#breakpoints.length;
    this.#breakpoints = others;
    return isKnown ? 'Breakpoint removed.' : 'No breakpoint in the specified line.';
  }

  removeAllBreakpoints(): string {
    this.#breakpoints = [];
    return 'All breakpoints removed.';
  }

  /** The first line with code from this one on; the line itself if there is none. */
  #placed(wanted: number): number {
    if (this.#live === undefined) return wanted;
    for (let number = wanted; number <= this.#lines.length; number++) if (this.#live.has(number)) return number;
    return wanted;
  }
}
