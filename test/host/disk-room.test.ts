import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { watchDiskRoom, type RoomNews } from '../../host/disk-room.ts';
import { manualClock } from '../support/manual-clock.ts';

const megabyte = 1024 * 1024;
const lookMs = 30_000;

/** A disk whose free room a test sets, and a real folder for the ballast. */
async function disk(freeMB: number, { folders = 1, ballastMB = 0 } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'room-'));
  const clock = manualClock();
  const news: RoomNews[] = [];
  const free = Array.from({ length: folders }, () => freeMB * megabyte);
  const names = free.map((_, at) => (at === 0 ? folder : `${folder}-${at}`));
  const room = watchDiskRoom({
    clock,
    folders: names,
    floorBytes: 500 * megabyte,
    ballastBytes: ballastMB * megabyte,
    onNews: (told) => news.push(told),
    measure: async (name) => free[names.indexOf(name)] ?? null,
  });
  onTestFinished(async () => {
    await room.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const ballastBytes = () => stat(path.join(folder, 'ballast')).then(
    ({ size, blocks }) => ({ size, allocated: blocks * 512 }),
    () => null,
  ); // prettier-ignore
  return {
    room,
    clock,
    news,
    ballastBytes,
    set: (toMB: number, at = 0) => (free[at] = toMB * megabyte),
    told: () => news.map(({ state }) => state),
  };
}

describe('the room on the disk', () => {
  it('is told when it falls below the floor and when there is a tenth more than that again, once each', async () => {
    const { clock, told, set, room } = await disk(600);
    await clock.advance(lookMs);
    for (const freeMB of [499, 400, 520, 549, 560, 501]) {
      set(freeMB);
      await clock.advance(lookMs);
    }
    expect(told()).toEqual(['low', 'enough']);
    expect(room.freeBytes()).toBe(501 * megabyte);
  });

  it('is that of the fuller disk when journal and database lie on two', async () => {
    const { clock, news, set } = await disk(600, { folders: 2 });
    set(100, 1);
    await clock.advance(lookMs);
    expect(news).toEqual([{ state: 'low', freeBytes: 100 * megabyte }]);
  });

  it('is looked at after each megabyte that was written', async () => {
    const { clock, told, set, room } = await disk(600);
    await clock.advance(0);
    set(100);
    room.noteWritten(megabyte - 1);
    await clock.advance(1);
    expect(told()).toEqual([]);
    room.noteWritten(1);
    await vi.waitFor(() => expect(told()).toEqual(['low']));
  });

  it('has ballast that is really allocated, and gives it up when a write finds the disk full', async () => {
    const { clock, room, told, set, ballastBytes } = await disk(600, { ballastMB: 3 });
    await clock.advance(0);
    expect(await ballastBytes()).toBeNull();
    await clock.advance(lookMs);
    await vi.waitFor(async () => expect((await ballastBytes())?.size).toBe(3 * megabyte));
    expect((await ballastBytes())!.allocated).toBeGreaterThanOrEqual(3 * megabyte);
    set(5);
    room.noteFull();
    await vi.waitFor(() => expect(told()).toEqual(['low']));
    expect(await ballastBytes()).toBeNull();
    await clock.advance(lookMs);
    expect(await ballastBytes()).toBeNull();
    set(600);
    await clock.advance(lookMs);
    await vi.waitFor(async () => expect((await ballastBytes())?.size).toBe(3 * megabyte));
  });

  it('is not guessed where the system does not say', async () => {
    const { clock, room, told } = await disk(0, { folders: 0 });
    await clock.advance(lookMs);
    expect(room.freeBytes()).toBeNull();
    expect(told()).toEqual([]);
  });
});
