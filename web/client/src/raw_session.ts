/** The functions of a session, which the module exports one by one, as methods of an object. */
import type { RawModule, RawSession } from './raw_module.js';

export interface OpenSession extends RawSession {
  /** First argument of the exported functions. */
  readonly address: number;
  /** Frees the session. */
  close(): void;
}

type Exported = (session: number, ...values: readonly (number | boolean)[]) => unknown;

const kPrefix = '_session';

/** Makes a session of the module. Methods that are called often go without this: `raw._sessionCall(session.address, ...)`. */
export function openSession(raw: RawModule): OpenSession {
  const address = raw._openSession();
  const functions = raw as unknown as Readonly<Record<string, Exported>>;
  const names = Object.keys(functions).filter((name) => name.startsWith(kPrefix));
  const methods = names.map((name) => {
    const method = name.charAt(kPrefix.length).toLowerCase() + name.slice(kPrefix.length + 1);
    return [method, (...values: readonly (number | boolean)[]) => functions[name]?.(address, ...values)] as const;
  });
  return { ...(Object.fromEntries(methods) as unknown as RawSession), address, close: () => raw._closeSession(address) };
}
