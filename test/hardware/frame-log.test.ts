import { expect, test } from 'vitest';
import { type FrameRecord, frameRing, frameText, logFrames } from '../../hardware/frame-log.ts';
import { frameMasks } from '../../hardware/frame-mask.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import type { Port } from '../../hardware/port.ts';
import { manualClock } from '../support/manual-clock.ts';
import { heardBy } from '../support/open-ports.ts';
import { samVectors } from '../support/sam-vectors.ts';

async function rig(mask = frameMasks['presence-radar']) {
  const clock = manualClock();
  const line = memoryLine();
  const frames: FrameRecord[] = [];
  const ends: { device: Port | null } = { device: null };
  line.onConnection((port) => (ends.device = port));
  const open = logFrames({ open: line.kiosk, clock, mask, onFrame: (frame) => frames.push(frame) });
  const kiosk = await open();
  if (!kiosk.ok) throw new Error(kiosk.error);
  const say = (...bytes: readonly number[]) => ends.device!.write(Uint8Array.from(bytes), 100);
  return { clock, line, open, frames, kiosk: kiosk.value, device: ends.device!, say };
}

test('chunks without a pause are one record, with direction and the time of the first byte', async () => {
  const { clock, frames, say } = await rig();
  await clock.advance(7);
  await say(0x01, 0xab);
  await clock.advance(49);
  await say(0x02);
  await clock.advance(50);
  expect(frames).toEqual([{ atMs: 7, direction: 'from-device', length: 3, shown: '01 AB 02' }]);
});

test('a pause or an answer ends a record', async () => {
  const { clock, frames, kiosk, say } = await rig();
  await kiosk.write(Uint8Array.of(0x10, 0x04, 0x01), 100);
  await say(0x12);
  await clock.advance(60);
  await say(0x13);
  await clock.advance(50);
  expect(frames.map(({ direction, shown }) => [direction, shown])).toEqual([
    ['to-device', '10 04 01'],
    ['from-device', '12'],
    ['from-device', '13'],
  ]);
});

test('the bytes themselves pass unchanged, both ways', async () => {
  const { kiosk, device, say } = await rig(frameMasks['keypad']);
  const atDevice = heardBy(device);
  const atKiosk = heardBy(kiosk);
  expect(await kiosk.write(Uint8Array.of(1, 2), 100)).toMatchObject({ ok: true });
  await say(3, 4);
  expect([atDevice, atKiosk]).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test('a card that comes in many chunks is told by header, status and length alone', async () => {
  const { clock, frames, say } = await rig(frameMasks['id-card-reader']);
  const frame = Buffer.from(samVectors.cards[0]!.frameHex, 'hex');
  for (let at = 0; at < frame.length; at += 17) await say(...frame.slice(at, at + 17));
  await clock.advance(50);
  expect(frames).toEqual([
    { atMs: 0, direction: 'from-device', length: 1_295, shown: 'AA AA AA 96 69 05 08 00 00 90 ** x1285' },
  ]);
});

test('a card that pauses in the middle shows nothing of what comes after the pause', async () => {
  const { clock, frames, say } = await rig(frameMasks['id-card-reader']);
  const frame = Buffer.from(samVectors.cards[0]!.frameHex, 'hex');
  await say(...frame.slice(0, 14));
  await clock.advance(100);
  await say(...frame.slice(14, 24));
  await clock.advance(100);
  expect(frames.map(({ shown }) => shown)).toEqual(['AA AA AA 96 69 05 08 00 00 90 ** x4', '** x10']);
});

test('a long burst is counted to its end and shown by its beginning', async () => {
  const { clock, frames, say } = await rig();
  for (let chunk = 0; chunk < 100; chunk += 1) await say(...Array(100).fill(0x55));
  await clock.advance(50);
  expect(frames).toEqual([
    {
      atMs: 0,
      direction: 'from-device',
      length: 10_000,
      shown: `${Array(10).fill('55').join(' ')} ** x9990`,
    },
  ]);
});

test('what was on the line when it went is told, and a new connection begins a new record', async () => {
  const { clock, line, open, frames, say } = await rig();
  await say(0x01);
  line.cut();
  expect(frames.map(({ shown }) => shown)).toEqual(['01']);
  expect(await open()).toEqual({ ok: false, error: 'gone' });
  line.restore();
  expect(await open()).toMatchObject({ ok: true });
  await clock.advance(100);
  expect(frames).toHaveLength(1);
});

test('a line of the log says when, which way and what', () => {
  const frame = { atMs: 1_234.56, length: 3, shown: '10 04 01' };
  expect(frameText({ ...frame, direction: 'to-device' })).toBe('    1234.6 ms  ->  10 04 01');
  expect(frameText({ ...frame, direction: 'from-device' })).toBe('    1234.6 ms  <-  10 04 01');
});

test('a ring keeps the newest frames, oldest first', () => {
  const ring = frameRing(3);
  for (const atMs of [1, 2, 3, 4, 5]) ring.push({ atMs, direction: 'to-device', length: 0, shown: '' });
  expect(ring.frames().map(({ atMs }) => atMs)).toEqual([3, 4, 5]);
});
