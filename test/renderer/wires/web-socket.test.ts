import { expect, test } from 'vitest';
import { closeCodes } from '../../../core/contract/frames.ts';
import type { Wire } from '../../../core/contract/host.ts';
import { webSocketWire, type Link } from '../../../renderer/wires/web-socket.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';

/** The host's end of one socket: text frames both ways, as they cross the line. */
class SocketEnd extends EventTarget {
  readonly sent: unknown[] = [];
  isClosed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.drop(1000);
  }
  open(): void {
    this.dispatchEvent(new Event('open'));
  }
  say(frame: unknown): void {
    this.sayText(JSON.stringify(frame));
  }
  sayText(data: string): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  drop(code: number): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

type Line = {
  readonly clock: ManualClock;
  readonly wire: Wire;
  readonly sockets: SocketEnd[];
  readonly links: Link[];
  readonly nonces: { refused: boolean; asked: number };
};

function openLine(): Line {
  const clock = manualClock();
  const sockets: SocketEnd[] = [];
  const links: Link[] = [];
  const nonces = { refused: false, asked: 0 };
  const wire = webSocketWire({
    clock,
    askNonce: async () => {
      nonces.asked += 1;
      if (nonces.refused) throw new Error('no host');
      return `nonce-${nonces.asked}`;
    },
    openSocket() {
      const socket = new SocketEnd();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    onLink: (link) => links.push(link),
  });
  return { clock, wire, sockets, links, nonces };
}

async function connected(): Promise<Line & { readonly socket: SocketEnd }> {
  const line = openLine();
  await line.clock.advance(0);
  const socket = line.sockets[0]!;
  socket.open();
  socket.say({ kind: 'welcome' });
  return { ...line, socket };
}

const call = { correlationId: 'c1', name: 'kiosk.facts', input: {} };

test('A page says hello with a nonce of its own, and is up once it has been welcomed.', async () => {
  const { clock, sockets, links } = openLine();
  await clock.advance(0);
  sockets[0]!.open();
  expect(sockets[0]!.sent).toEqual([{ kind: 'hello', nonce: 'nonce-1' }]);
  expect(links).toEqual([]);
  sockets[0]!.say({ kind: 'welcome' });
  expect(links).toEqual(['up']);
});

test('Replies find their calls, in whatever order they come.', async () => {
  const { wire, socket } = await connected();
  const first = wire.request(call);
  const second = wire.request({ ...call, correlationId: 'c2' });
  socket.say({ kind: 'reply', correlationId: 'c2', reply: 'second' });
  socket.say({ kind: 'reply', correlationId: 'c1', reply: 'first' });
  expect(await Promise.all([first, second])).toEqual(['first', 'second']);
  expect(socket.sent[1]).toEqual({ kind: 'call', ...call });
});

test('Events reach those who listen, until they stop.', async () => {
  const { wire, socket } = await connected();
  const heard: unknown[] = [];
  const stop = wire.subscribe('link', (payload) => heard.push(payload));
  socket.say({ kind: 'event', name: 'link', payload: { online: true } });
  socket.say({ kind: 'event', name: 'card', payload: {} });
  stop();
  socket.say({ kind: 'event', name: 'link', payload: { online: false } });
  expect(heard).toEqual([{ online: true }]);
});

test('A page answers the host that it is alive.', async () => {
  const { socket } = await connected();
  socket.say({ kind: 'ping' });
  expect(socket.sent.at(-1)).toEqual({ kind: 'pong' });
});

test('A call without a socket, or one that loses it, fails at once instead of waiting.', async () => {
  const { clock, wire, socket, links } = await connected();
  const underWay = wire.request(call);
  socket.drop(1006);
  await expect(underWay).rejects.toThrow('socket closed');
  await expect(wire.request(call)).rejects.toThrow('socket not open');
  expect(links).toEqual(['up', 'down']);
  await clock.advance(0);
});

test('A lost host is asked again after a pause that doubles up to five seconds, each time with a new nonce.', async () => {
  const { clock, nonces, socket, sockets, links } = await connected();
  nonces.refused = true;
  socket.drop(closeCodes.hostStopping);
  const asked: number[] = [];
  for (let seconds = 0; seconds < 20; seconds += 0.25) {
    const before = nonces.asked;
    await clock.advance(250);
    if (nonces.asked > before) asked.push(clock.monotonicMs());
  }
  expect(asked).toEqual([250, 750, 1_750, 3_750, 7_750, 12_750, 17_750]);
  nonces.refused = false;
  await clock.advance(5_000);
  sockets[1]!.open();
  sockets[1]!.say({ kind: 'welcome' });
  expect(sockets[1]!.sent).toEqual([{ kind: 'hello', nonce: 'nonce-9' }]);
  expect(links).toEqual(['up', 'down', 'up']);
});

test('A page that a newer one has replaced does not come back.', async () => {
  const { clock, nonces, socket, links } = await connected();
  socket.drop(closeCodes.replaced);
  await clock.advance(60_000);
  expect(nonces.asked).toBe(1);
  expect(links).toEqual(['up', 'replaced']);
});

test('A host that talks nonsense is hung up on.', async () => {
  for (const nonsense of ['<html>', '{"kind":"welcom"}', '[]', '{"kind":"reply"}']) {
    const { socket, links } = await connected();
    socket.sayText(nonsense);
    expect(socket.isClosed).toBe(true);
    expect(links).toEqual(['up', 'down']);
  }
});
