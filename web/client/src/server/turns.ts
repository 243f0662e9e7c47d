/**
 * The engine as a server: clients by id, what they send, and what they are to receive.
 *
 * One engine has one of these. What all clients are to receive is taken once in a turn of the event loop, after the sockets that were
 * readable in it have been read; so a hundred commands of fifty clients cost one call into the machine for output and one write per
 * socket.
 *
 * A client that debugs a script is handed over to a session of its own (`debugging.ts`). While one debugs in the server's own machine, the
 * others wait: nothing happens to them, and no more is read of what they send.
 *
 * SHUTDOWN ends all connections and whatever listens; the engine is its owner's and goes on.
 */
import type { ClientPeer, DrainAction, ServerVm } from '../vm.js';
import { beginDebugging } from './debugging.js';
import type { DebugHost, DebugSession } from './debugging.js';

/** What a connection is told, by id. */
export interface ClientSink {
  /** Bytes for the client; they are the sink's own. Answers how many bytes wait for the client to take them. */
  write(bytes: Uint8Array): number;
  /** To be closed after what was written; `abort`: at once. */
  end(how: 'end' | 'abort'): void;
  /** Nothing more is to be read of what the client sends, for now. */
  pause(): void;
  resume(): void;
}

/** What follows from SHUTDOWN. `isSaving`: false after NOSAVE. */
export type ShutdownListener = (isSaving: boolean) => void;

/** Longest delay of a Node timer that makes sense here. */
const kLongestDelayMs = 1000;

export class Turns {
  readonly #vm: ServerVm;
  readonly #nowMs: () => number;
  readonly #sinks = new Map<number, ClientSink>();
  readonly #closers = new Set<() => void>();
  readonly #shutdownListeners = new Set<ShutdownListener>();
  readonly #debugHost: DebugHost;
  readonly #debugged = new Map<number, DebugSession>();
  /** Sessions in the server's own machine, begun or waiting, and what is put off until they are over. */
  #sessionsInPlace = 0;
  #putOff: (() => void)[] = [];
  #scheduled: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDue = 0;
  #closed = false;

  constructor(vm: ServerVm, nowMs: () => number, debugHost: DebugHost) {
    this.#vm = vm;
    this.#debugHost = debugHost;
    this.#nowMs = nowMs;
  }

  connect(peer: ClientPeer, sink: ClientSink): number {
    const id = this.#vm.connect(peer);
    this.#sinks.set(id, sink);
    // One that is refused is told so without having sent anything.
    this.#schedule();
    return id;
  }

  feed(id: number, bytes: Uint8Array): void {
    if (this.#closed) return;
    const session = this.#debugged.get(id);
    if (session !== undefined) {
      session.feed(bytes);
      return;
    }
    if (this.#sessionsInPlace > 0) this.#sinks.get(id)?.pause();
    this.#whenFree(() => this.#vm.feed(id, bytes));
  }

  disconnect(id: number): void {
    this.#debugged.get(id)?.abandon();
    if (!this.#sinks.delete(id) || this.#closed) return;
    this.#whenFree(() => this.#vm.disconnect(id));
  }

  /** A client has taken all that it was sent. */
  noteSent(id: number): void {
    if (!this.#closed && this.#sinks.has(id)) this.#vm.noteUnsent(id, 0);
  }

  /** Something has happened beside the clients that may concern them: a key that one waits for, a message, a CLIENT KILL. */
  wake(): void {
    if (this.#sinks.size > 0) this.#schedule();
  }

  /** Has a function called when the engine is closed. The answer takes that back. */
  whenClosed(act: () => void): () => void {
    this.#closers.add(act);
    return () => void this.#closers.delete(act);
  }

  /** Has a function called when a client sends SHUTDOWN. The answer takes that back. */
  whenShutDown(act: ShutdownListener): () => void {
    this.#shutdownListeners.add(act);
    return () => void this.#shutdownListeners.delete(act);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    clearTimeout(this.#timer);
    this.#endAll();
    for (const act of this.#closers) act();
  }

  #endAll(): void {
    for (const session of this.#debugged.values()) session.abandon();
    for (const [id, sink] of this.#sinks) {
      this.#vm.disconnect(id);
      sink.end('abort');
    }
    this.#sinks.clear();
  }

  #shutDown(isSaving: boolean): void {
    this.#endAll();
    for (const act of [...this.#shutdownListeners]) act(isSaving);
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => this.#turn());
  }

  /** Does something with the machine, and looks later what came of it. */
  #whenFree(act: () => void): void {
    if (this.#sessionsInPlace > 0) {
      this.#putOff.push(act);
      return;
    }
    act();
    this.#schedule();
  }

  #debug(id: number, sink: ClientSink, record: Uint8Array): void {
    this.#sinks.delete(id);
    const session = beginDebugging(record, sink, this.#debugHost);
    this.#debugged.set(id, session);
    if (session.isInPlace) this.#sessionsInPlace++;
    void session.ended.then(() => {
      this.#debugged.delete(id);
      if (!session.isInPlace || --this.#sessionsInPlace > 0 || this.#closed) return;
      for (const act of this.#putOff.splice(0)) act();
      for (const waiting of this.#sinks.values()) waiting.resume();
      this.#schedule();
    });
  }

  #turn(): void {
    this.#scheduled = undefined;
    if (this.#sessionsInPlace > 0) return;
    const unsent: [number, number][] = [];
    const shutdowns: DrainAction[] = [];
    const nextMs = this.#vm.turn((id, action, bytes) => {
      const sink = this.#sinks.get(id);
      if (sink === undefined) return;
      if (action === 'debug') {
        this.#debug(id, sink, bytes);
        return;
      }
      const waiting = bytes.length > 0 ? sink.write(bytes) : 0;
      if (waiting > 0) unsent.push([id, waiting]);
      if (action === 'keep') return;
      const isShutdown = action === 'shutDown' || action === 'shutDownWithoutSaving';
      if (isShutdown) shutdowns.push(action);
      sink.end(isShutdown ? 'end' : action);
    });
    if (shutdowns.length > 0) this.#shutDown(shutdowns[0] === 'shutDown');
    for (const [id, waiting] of unsent) this.#vm.noteUnsent(id, waiting);
    if (nextMs === 'now' || unsent.length > 0) this.#schedule();
    else this.#wakeAt(nextMs);
  }

  /** Sees to a turn at a moment, at the latest; 0: at none. A timer that is early does no harm and is left alone. */
  #wakeAt(moment: number): void {
    if (moment === 0 || this.#closed) return;
    const delay = Math.min(Math.max(moment - this.#nowMs(), 1), kLongestDelayMs);
    const due = performance.now() + delay;
    if (this.#timer !== undefined && this.#timerDue <= due) return;
    clearTimeout(this.#timer);
    this.#timerDue = due;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#turn();
    }, delay);
  }
}
