/** A server on a TCP port or a Unix socket. Node only. */
import { existsSync, unlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { InvalidArgumentError } from '../errors.js';
import type { Turns } from './turns.js';

export interface ListenOptions {
  /** TCP port; 0 takes a free one. */
  readonly port?: number;
  /** Address to listen at. Default: `127.0.0.1`, so that nobody else reaches it. */
  readonly host?: string;
  /** Path of a Unix socket, instead of a port. */
  readonly unixSocket?: string;
  /** Password that clients have to give. Redis: `requirepass`. */
  readonly password?: string;
  /** Neither the server nor its clients keep the process alive. Default: they do. */
  readonly background?: boolean;
  /** Called once, after the server was closed, also by `engine.close()` or a client that sent SHUTDOWN. */
  readonly onClose?: () => void;
  /** Called when a client has sent SHUTDOWN, which closes the server. `isSaving`: false if the client wants nothing to be saved. */
  readonly onShutdown?: (isSaving: boolean) => void;
}

/** A server that listens. */
export interface ListeningServer {
  /** The port, or undefined for a Unix socket. */
  readonly port: number | undefined;
  /** `127.0.0.1:6379`, or the path of the socket. */
  readonly address: string;
  /** Closes all connections and stops listening. */
  close(): Promise<void>;
}

/** A reader that leaves so much unread is dropped in any case; what it may leave otherwise is `client-output-buffer-limit`. */
const kMaximumUnreadBytes = 256 * 1024 * 1024;
const kBacklog = 511;

const plain = (address: string | undefined): string => (address ?? '').replace(/^::ffff:/, '');

function serve(socket: Socket, turns: Turns, path: string | undefined): void {
  socket.setNoDelay(true);
  const isUnixSocket = path !== undefined;
  const peer = {
    address: isUnixSocket ? `${path}:0` : `${plain(socket.remoteAddress)}:${socket.remotePort ?? 0}`,
    localAddress: isUnixSocket ? `${path}:0` : `${plain(socket.localAddress)}:${socket.localPort ?? 0}`,
    isUnixSocket,
    descriptor: (socket as unknown as { readonly _handle?: { readonly fd?: number } })._handle?.fd ?? -1,
  };
  const id = turns.connect(peer, {
    write(bytes) {
      if (socket.write(bytes)) return 0;
      // A client that does not read what it asked for is not asked for more.
      socket.pause();
      const waiting = socket.writableLength;
      if (waiting > kMaximumUnreadBytes) socket.destroy();
      return waiting;
    },
    end(how) {
      if (how === 'abort') socket.destroy();
      // What it still sends is not waited for.
      else socket.end(() => socket.destroy());
    },
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
  });
  socket.on('drain', () => {
    turns.noteSent(id);
    socket.resume();
  });
  socket.on('data', (chunk: Uint8Array) => turns.feed(id, chunk));
  socket.on('error', () => socket.destroy());
  socket.on('close', () => turns.disconnect(id));
}

async function open(server: Server, options: ListenOptions): Promise<void> {
  const { unixSocket: path } = options;
  if (path !== undefined && existsSync(path)) unlinkSync(path);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    const listening = (): void => {
      server.off('error', reject);
      resolve();
    };
    if (path !== undefined) server.listen({ path, backlog: kBacklog }, listening);
    else server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1', backlog: kBacklog }, listening);
  });
}

/** Listens, and serves clients until it is closed. */
export async function listen(turns: Turns, options: ListenOptions): Promise<ListeningServer> {
  if (options.unixSocket !== undefined && options.port !== undefined) {
    throw new InvalidArgumentError('a server listens at a port or at a Unix socket, not at both');
  }
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    if (options.background === true) socket.unref();
    socket.once('close', () => sockets.delete(socket));
    serve(socket, turns, options.unixSocket);
  });
  await open(server, options);
  if (options.background === true) server.unref();
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= new Promise<void>((resolve) => server.close(() => resolve())).then(options.onClose);
    for (const socket of sockets) socket.destroy();
    for (const forget of forgets) forget();
    return closed;
  };
  const forgets = [
    turns.whenClosed(() => void close()),
    turns.whenShutDown((isSaving) => {
      void close();
      options.onShutdown?.(isSaving);
    }),
  ];
  const address = server.address() as AddressInfo | string;
  const where = typeof address === 'string' ? address : `${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  return {
    port: typeof address === 'string' ? undefined : address.port,
    address: where,
    close,
  };
}
