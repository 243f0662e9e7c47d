/**
 * Debug sessions of a server: a client that has said SCRIPT DEBUG and sends EVAL is handed over to one, and is no client of the server any
 * more. The session speaks LDB with it (`ldb.ts`) and closes the connection when the script has ended, as Redis does.
 *
 * After `SCRIPT DEBUG YES` the script runs in a machine of its own on a copy of the keyspace, which is thrown away; the server goes on
 * meanwhile, and there may be any number of such sessions. Redis forks for that. After `SYNC` it runs in the server's own machine, and
 * everybody else waits.
 */
import { arrayFromBytes, bytesFromArray } from '../bytes.js';
import { LimitError, StoppedError } from '../errors.js';
import type { Bytes, Reply } from '../protocol.js';
import { runInSlices } from '../runner.js';
import type { DebugRequest, Vm } from '../vm.js';
import { LineDebugger } from './ldb.js';
import type { DebuggedScript, Shown } from './ldb.js';
import { Listing } from './ldb_listing.js';
import { RequestReader } from './ldb_requests.js';
import { kEndOfSession, kProtocolError } from './ldb_texts.js';
import type { ClientSink } from './turns.js';

/** What debug sessions need of the engine that is the server. */
export interface DebugHost {
  readonly vm: Vm;
  /** A machine like the engine's own, with an empty keyspace. */
  createCopy(): Promise<Vm>;
  /** Has the engine to itself while it works. */
  alone<T>(work: () => Promise<T>): Promise<T>;
  nextTurn(): Promise<void>;
  /** Hands on what the script in a machine has written with `redis.log`. */
  writeLog(vm: Vm): void;
}

/** A connection that is debugged. */
export interface DebugSession {
  readonly isInPlace: boolean;
  /** Settled when the session is over. Never rejected. */
  readonly ended: Promise<void>;
  feed(bytes: Uint8Array): void;
  /** The client is gone: a copy is dropped; in the server's own machine the script runs to its end. */
  abandon(): void;
}

/** Redis: busy-reply-threshold 0. */
const kUsualThresholdMs = 5000;

/** Begins a session from what the machine says of its client (`DrainAction::Debug` in `core/connection/hub.h`). */
export function beginDebugging(record: Uint8Array, sink: ClientSink, host: DebugHost): DebugSession {
  const client = new DebuggedClient(record, sink);
  const ended = client.isInPlace ? host.alone(() => debug(client, host.vm, host)) : debugOnCopy(client, host);
  return {
    isInPlace: client.isInPlace,
    ended: ended.catch(() => sink.end('abort')),
    feed: (bytes) => client.feed(bytes),
    abandon: () => client.abandon(),
  };
}

/** The connection: what it sends, and what it is sent. */
class DebuggedClient {
  readonly isInPlace: boolean;
  /** Database, RESP version, user. */
  readonly asker: readonly Bytes[];
  readonly command: readonly Bytes[];
  readonly #reader = new RequestReader();
  readonly #sink: ClientSink;
  #isGone = false;
  #wake: (() => void) | undefined;

  constructor(record: Uint8Array, sink: ClientSink) {
    this.#reader.append(record);
    const words = this.#reader.next();
    const [mode, database, protocol, user, unsent, ...command] = typeof words === 'string' ? [] : words;
    this.isInPlace = mode === 'SYNC';
    this.asker = [database ?? ('0' as Bytes), protocol ?? ('2' as Bytes), user ?? ('' as Bytes)];
    this.command = command;
    this.#sink = sink;
    if (unsent !== undefined && unsent !== '') sink.write(arrayFromBytes(unsent));
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  feed(bytes: Uint8Array): void {
    this.#reader.append(bytes);
    this.#wake?.();
  }

  abandon(): void {
    this.#isGone = true;
    this.#wake?.();
  }

  /** The next command. */
  async next(): Promise<readonly Bytes[] | 'malformed' | 'gone'> {
    for (;;) {
      if (this.#isGone) return 'gone';
      const words = this.#reader.next();
      if (words !== 'incomplete') return words;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  /** Sends lines as an array of statuses, and more behind it. */
  send(lines: readonly string[], more = ''): void {
    if (this.#isGone) return;
    const statuses = lines.map((line) => `+${line.replace(/[\r\n]/g, ' ')}\r\n`);
    this.#sink.write(arrayFromBytes(`*${lines.length}\r\n${statuses.join('')}${more}` as Bytes));
  }

  end(): void {
    if (!this.#isGone) this.#sink.end('end');
  }
}

/** The script in its machine, in slices. */
class RunningScript implements DebuggedScript {
  readonly #vm: Vm;
  readonly #client: DebuggedClient;
  readonly #host: DebugHost;
  /** After so much time a script that goes on is stopped. */
  readonly thresholdMs: number;

  constructor(vm: Vm, client: DebuggedClient, host: DebugHost) {
    this.#vm = vm;
    this.#client = client;
    this.#host = host;
    // Asked now, because the machine answers no commands later.
    this.thresholdMs = Number(configurationOf(vm, 'busy-reply-threshold')[0]?.[1] ?? 0) || kUsualThresholdMs;
  }

  ask(request: DebugRequest, words?: readonly Bytes[]): readonly Bytes[] {
    return this.#vm.debug(request, words);
  }

  async run(): Promise<'stopped' | 'ended'> {
    const { isInPlace } = this.#client;
    const startedMs = performance.now();
    const state = await runInSlices(this.#vm, 'running', {
      nextTurn: () => this.#host.nextTurn(),
      // What is evaluated does not heed the first request to stop.
      isStopped: () => this.#client.isGone && (!isInPlace || performance.now() - startedMs >= 2 * this.thresholdMs),
      afterSlice: () => {
        if (performance.now() - startedMs >= this.thresholdMs) this.ask('stopLongRun');
      },
    });
    this.#host.writeLog(this.#vm);
    return state === 'paused' ? 'stopped' : 'ended';
  }
}

/** A session in a machine, from the first line to the reply of the script. */
async function debug(client: DebuggedClient, vm: Vm, host: DebugHost): Promise<void> {
  const [, source = '' as Bytes] = client.command;
  const script = new RunningScript(vm, client, host);
  const listing = new Listing(source, liveLines(vm, source));
  vm.debug('start', [...client.asker, ...client.command]);
  try {
    const lines = await converse(new LineDebugger(script, listing), client);
    if (client.isGone && client.isInPlace) await finishAlone(script, () => host.nextTurn());
    const [reply] = vm.debug('finish');
    client.send([...lines, kEndOfSession], reply);
    client.end();
  } catch (thrown) {
    if (!vm.isClosed) vm.debug('finish');
    if (!(thrown instanceof StoppedError || thrown instanceof LimitError)) throw thrown;
    client.end();
  }
}

/** Executes what the client sends until the script ends or the client goes. Answers what is still to be shown. */
async function converse(ldb: LineDebugger, client: DebuggedClient): Promise<readonly string[]> {
  for (let shown: Shown = await ldb.begin(); ; ) {
    if (shown.hasEnded) return shown.lines;
    client.send(shown.lines);
    const words = await client.next();
    if (words === 'gone') return [];
    shown = await (words === 'malformed' ? ldb.fail(kProtocolError) : ldb.execute(words));
  }
}

/** In the server's own machine, what a script has begun is not left half done: it runs on, as long as a script may. */
async function finishAlone(script: RunningScript, nextTurn: () => Promise<void>): Promise<void> {
  const endMs = performance.now() + script.thresholdMs;
  do {
    script.ask('continue');
    if ((await script.run()) === 'ended') return;
    await nextTurn();
    // It was stopped by `redis.breakpoint`, or because it takes long.
  } while (performance.now() < endMs);
}

async function debugOnCopy(client: DebuggedClient, host: DebugHost): Promise<void> {
  const original = takeOriginal(host.vm, client.asker[2] as Bytes);
  const copy = await host.createCopy();
  try {
    restoreOriginal(copy, original);
    if (!client.isGone) await debug(client, copy, host);
  } finally {
    copy.close();
  }
}

/** What a copy is made of. */
interface Original {
  readonly file: Uint8Array;
  readonly configuration: readonly (readonly [Bytes, Bytes])[];
  /** What ACL SETUSER takes. */
  readonly user: readonly Bytes[];
}

function takeOriginal(vm: Vm, user: Bytes): Original {
  const entries = textsOf(vm.command(wordsOf('ACL', 'LIST'), 2));
  const entry = entries.map((line) => line.split(' ')).find((words) => words[1] === user);
  return {
    file: vm.exportFile(),
    configuration: configurationOf(vm, '*'),
    user: entry === undefined ? [] : (entry.slice(1) as Bytes[]),
  };
}

function restoreOriginal(copy: Vm, original: Original): void {
  copy.importFile(bytesFromArray(original.file));
  const present = new Map(configurationOf(copy, '*'));
  for (const [name, value] of original.configuration) {
    // Some parameters cannot be set; they are the same in all machines.
    if (present.get(name) !== value) copy.command([...wordsOf('CONFIG', 'SET'), name, value], 2);
  }
  const [user, ...rules] = original.user;
  if (user !== undefined) copy.command([...wordsOf('ACL', 'SETUSER'), user, 'reset' as Bytes, ...rules], 2);
}

function configurationOf(vm: Vm, pattern: string): readonly (readonly [Bytes, Bytes])[] {
  const words = textsOf(vm.command(wordsOf('CONFIG', 'GET', pattern), 2));
  return words.flatMap((name, at) => (at % 2 === 0 ? [[name, words[at + 1] ?? ('' as Bytes)] as const] : []));
}

/** Lines that have code; undefined for what does not compile. */
function liveLines(vm: Vm, source: Bytes): ReadonlySet<number> | undefined {
  const report = vm.compile(source);
  if (report.status !== 'compiled') return undefined;
  return new Set(report.listing.functions.flatMap(({ instructions }) => instructions.map(({ line }) => line)));
}

function wordsOf(...words: readonly string[]): Bytes[] {
  return words as Bytes[];
}

function textsOf(reply: Reply): readonly Bytes[] {
  if (reply.kind !== 'array') return [];
  return reply.items.map((item) => ('bytes' in item ? item.bytes : ('' as Bytes)));
}
