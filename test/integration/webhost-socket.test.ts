import { afterEach, beforeEach, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { greetedSocket, launch, liveWebhost, type LiveWebhost } from '../support/live-webhost.ts';
import { manualClock, type ManualClock } from '../support/manual-clock.ts';
import { heart } from '../../webhost/socket.ts';

let clock: ManualClock;
let webhost: LiveWebhost;
const stopped: WebSocket[] = [];
beforeEach(async () => {
  clock = manualClock();
  webhost = await liveWebhost({ clock, serve: async () => null, onEvent: () => () => {} });
});
afterEach(async () => {
  for (const socket of stopped.splice(0)) socket.terminate();
  await webhost.stop();
});

async function openPage() {
  const { origin, gate } = webhost;
  return greetedSocket({ origin, cookie: await launch(gate.issueLaunchUrl(Infinity)) });
}

/** Its connection stays open and nobody reads from it, so that its end is heard of only when the system says so. */
async function stoppedPage() {
  const { socket } = await openPage();
  socket.pause();
  stopped.push(socket);
  return socket;
}

it('tells each page gone once, and before it tells of the next, however late its connection ends', async () => {
  const first = await stoppedPage();
  await openPage();
  first.terminate();
  await openPage();
  const replacement = ['launched', 'gone', 'connected'];
  expect(webhost.pageNews).toEqual(['launched', 'connected', ...replacement, ...replacement]);
});

it('does not say of the page that it hangs when only the one before it does', async () => {
  await stoppedPage();
  await clock.advance(heart.pingEveryMs);
  await openPage();
  await clock.advance(heart.pingEveryMs * (heart.mostUnanswered - 1));
  expect(webhost.pageNews).not.toContain('hangs');
  await clock.advance(heart.pingEveryMs);
  expect(webhost.pageNews.at(-1)).toBe('hangs');
});
