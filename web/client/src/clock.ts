/** Where an engine has its time from. */
import { InvalidArgumentError } from './errors.js';

/** The system's clock, or the moment at which the clock stands: a `Date` or milliseconds since 1970. */
export type ClockSetting = 'system' | Date | number;

/** Read once, because each reading of the global or of its origin costs as much as `now`. */
const { performance } = globalThis;
const { timeOrigin } = performance;

/** A clock that follows the system's or stands still. */
export class AdjustableClock {
  #fixedMs: number | undefined;

  constructor(setting: ClockSetting) {
    this.set(setting);
  }

  set(setting: ClockSetting): void {
    const ms = setting === 'system' ? undefined : Number(setting);
    if (ms !== undefined && !Number.isFinite(ms)) throw new InvalidArgumentError('the clock must be a moment');
    this.#fixedMs = ms;
  }

  nowMs(): number {
    return this.#fixedMs ?? timeOrigin + performance.now();
  }
}
