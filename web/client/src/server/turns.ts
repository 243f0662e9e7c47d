/**
 * The engine as a server: clients by id, what they send, and what they are to receive.
 *
 * One engine has one of these. What all clients are to receive is taken once in a turn of the event loop, after the sockets that were
 * readable in it have been read; so a hundred commands of fifty clients cost one call into the machine for output and one write per
 * socket.
 */
import type { ClientPeer, ServerVm } from '../vm.js';

/** What a connection is told, by id. */
export interface ClientSink {
  /** Bytes for the client; they are the sink's own. Answers how many bytes wait for the client to take them. */
  write(bytes: Uint8Array): number;
  /** To be closed after what was written; `abort`: at once. */
  end(how: 'end' | 'abort'): void;
}

/** Longest delay of a Node timer that makes sense here. */
const kLongestDelayMs = 1000;

export class Turns {
  readonly #vm: ServerVm;
  readonly #nowMs: () => number;
  readonly #sinks = new Map<number, ClientSink>();
  readonly #closers = new Set<() => void>();
  #scheduled: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerDue = 0;
  #closed = false;

  constructor(vm: ServerVm, nowMs: () => number) {
    this.#vm = vm;
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
    this.#vm.feed(id, bytes);
    this.#schedule();
  }

  disconnect(id: number): void {
    if (!this.#sinks.delete(id) || this.#closed) return;
    this.#vm.disconnect(id);
    this.#schedule();
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

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (this.#scheduled !== undefined) clearImmediate(this.#scheduled);
    clearTimeout(this.#timer);
    for (const [id, sink] of this.#sinks) {
      this.#vm.disconnect(id);
      sink.end('abort');
    }
    this.#sinks.clear();
    for (const act of this.#closers) act();
  }

  #schedule(): void {
    this.#scheduled ??= setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = undefined;
    const unsent: [number, number][] = [];
    const nextMs = this.#vm.turn((id, action, bytes) => {
      const sink = this.#sinks.get(id);
      if (sink === undefined) return;
      const waiting = bytes.length > 0 ? sink.write(bytes) : 0;
      if (waiting > 0) unsent.push([id, waiting]);
      if (action !== 'keep') sink.end(action);
    });
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
