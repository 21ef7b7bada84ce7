import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { TcpAddress } from '../line-address.ts';
import { portSignals } from '../port-signals.ts';
import type { OpeningTrouble, Port, PortOpener } from '../port.ts';
import { streamPort } from '../stream-port.ts';

const connectMs = 3_000;
/** How long a connection may be idle before the system asks whether the other end still stands. */
const keepAliveMs = 1_000;

export type TcpLine = TcpAddress & {
  readonly clock: Clock;
  /** Hears why an opening failed, each time. */
  readonly onRefused?: ((trouble: OpeningTrouble) => void) | undefined;
};

/** Opens a line behind a terminal server in raw mode, or a twin's door. Baud rate and frame are set over there. */
export function tcpPortOpener({ host, port, clock, onRefused }: TcpLine): PortOpener {
  return async () => {
    const socket = connect({
      host,
      port,
      noDelay: true,
      keepAlive: true,
      keepAliveInitialDelay: keepAliveMs,
    });
    const trouble = await connected(socket, clock);
    if (trouble === null) return ok(tcpPort(socket, clock));
    socket.destroy();
    onRefused?.(trouble);
    return err('gone');
  };
}

function connected(socket: Socket, clock: Clock): Promise<OpeningTrouble | null> {
  return new Promise((settle) => {
    const stopWaiting = clock.after(connectMs, () => settle('line-opening-slow'));
    socket.on('connect', () => {
      stopWaiting();
      settle(null);
    });
    socket.on('error', (cause: NodeJS.ErrnoException) => {
      stopWaiting();
      settle(cause.code === 'ECONNREFUSED' ? 'line-refused' : 'line-not-there');
    });
  });
}

/** A connected socket as a `Port`. */
function tcpPort(socket: Socket, clock: Clock): Port {
  const signals = portSignals();
  socket.on('data', (chunk) => signals.emit(Uint8Array.from(chunk)));
  for (const end of ['error', 'end', 'close']) socket.on(end, () => signals.shut('gone'));
  return streamPort({
    clock,
    signals,
    send: (bytes) => new Promise((settle) => socket.write(bytes, (failed) => settle(!failed))),
    release: () =>
      new Promise((closed) => {
        if (socket.closed) return closed();
        socket.once('close', () => closed());
        socket.destroy();
      }),
  });
}

export type TcpDoor = { readonly port: number; readonly close: () => Promise<void> };

/**
 * The device's end of a TCP line: each connection is a fresh `Port`, and the newest one takes the line over, as on a
 * terminal server that has lost its client without hearing of it.
 * @param port 0 for any that is free
 */
export function openTcpDoor(parts: {
  readonly host: string;
  readonly port: number;
  readonly clock: Clock;
  readonly onConnection: (device: Port) => void;
}): Promise<Result<TcpDoor, 'port-unusable'>> {
  const { host, clock, onConnection } = parts;
  let current: Port | null = null;
  const server = createServer({ noDelay: true }, (socket) => {
    void current?.close();
    current = tcpPort(socket, clock);
    onConnection(current);
  });
  async function close(): Promise<void> {
    const closed = new Promise<void>((done) => server.close(() => done()));
    await current?.close();
    await closed;
  }
  return new Promise((settle) => {
    server.on('error', () => settle(err('port-unusable')));
    server.listen(parts.port, host, () => {
      const address = server.address();
      if (address === null || typeof address === 'string') return settle(err('port-unusable'));
      settle(ok({ port: address.port, close }));
    });
  });
}
