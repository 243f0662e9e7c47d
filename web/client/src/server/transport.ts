/** Connections to an engine in the same process, without a socket. Node only. */
import { Duplex } from 'node:stream';
import type { Turns } from './turns.js';

/**
 * One end of a connection to the engine, with what clients ask of a socket: a `Duplex` of Node, described here as far as it is used, so that
 * the types of this package do not need those of Node. Bytes that are written are commands; replies are read.
 */
export interface EngineSocket {
  write(data: Uint8Array | string): boolean;
  on(event: string, listener: (...values: never[]) => void): unknown;
  once(event: string, listener: (...values: never[]) => void): unknown;
  destroy(): unknown;
}

/** The stream behind an `EngineSocket`. */
class EngineStream extends Duplex implements EngineSocket {
  readonly connecting = false;
  readonly remoteAddress = '127.0.0.1';
  readonly #turns: Turns;
  readonly #id: number;
  #isPaused = false;
  /** Takes the next bytes that the client writes. */
  #takeNext: (() => void) | undefined;

  constructor(turns: Turns) {
    super({ allowHalfOpen: false });
    this.#turns = turns;
    this.#id = turns.connect(
      { address: '127.0.0.1:0', localAddress: '127.0.0.1:0', isUnixSocket: false, descriptor: -1 },
      {
        write: (bytes) => {
          this.push(bytes);
          return 0;
        },
        end: () => this.push(null),
        pause: () => (this.#isPaused = true),
        resume: () => this.#resume(),
      },
    );
  }

  override _read(): void {}

  override _write(chunk: Uint8Array, _encoding: BufferEncoding, done: () => void): void {
    this.#turns.feed(this.#id, chunk);
    if (this.#isPaused) this.#takeNext = done;
    else done();
  }

  #resume(): void {
    this.#isPaused = false;
    const takeNext = this.#takeNext;
    this.#takeNext = undefined;
    takeNext?.();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#turns.disconnect(this.#id);
    done(error);
  }

  /** Nothing is delayed. */
  setNoDelay(): this {
    return this;
  }

  /** There is nothing to keep alive. */
  setKeepAlive(): this {
    return this;
  }

  /** A connection within the process does not time out. */
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** A new connection to the engine whose turns these are. */
export function openSocket(turns: Turns): EngineSocket {
  return new EngineStream(turns);
}

/**
 * The class that ioredis makes its connections with. What ioredis declares has private members, which no class but its own can have;
 * `never` is what its type takes without being asked for them.
 */
export type IoredisConnector = new (options: unknown) => never;

/** A connector class whose connections end in the engine. */
export function connectorTo(open: () => Promise<EngineSocket>): IoredisConnector {
  class Connector {
    #socket: EngineSocket | undefined;

    async connect(): Promise<EngineSocket> {
      this.#socket = await open();
      return this.#socket;
    }

    check(): boolean {
      return true;
    }

    disconnect(): void {
      this.#socket?.destroy();
    }
  }
  return Connector as unknown as IoredisConnector;
}
