import { describe, expect, test } from 'vitest';
import { simulatedDisk } from '../../tools/simulate/kiosk/disk.ts';
import { diceOf } from '../../tools/simulate/world/dice.ts';
import { newLife } from '../../tools/simulate/world/life.ts';

async function written(seed: number, steps: readonly ('sync' | 'folder')[]) {
  const disk = simulatedDisk(
    diceOf(seed, 0),
    () => {},
    () => {},
  );
  const host = newLife('host');
  const files = disk.of(host);
  const file = await files.open('/j/1');
  await file.append(Buffer.from('first'));
  if (steps.includes('sync')) await file.datasync();
  if (steps.includes('folder')) await files.syncFolder('/j');
  return { disk, files, file };
}

const seeds = Array.from({ length: 40 }, (_, at) => at + 1);
const read = (disk: ReturnType<typeof simulatedDisk>) => disk.content().get('/j/1')?.toString() ?? null;

describe('a power cut on the simulated disk', () => {
  test('leaves what was synced in a folder that was synced', async () => {
    for (const seed of seeds) {
      const { disk, file } = await written(seed, ['sync', 'folder']);
      await file.append(Buffer.from('second'));
      disk.losePower();
      expect(read(disk)).toMatch(/^first/);
      expect('firstsecond'.startsWith(read(disk) ?? '?')).toBe(true);
    }
  });

  test('sometimes tears what was not synced, and sometimes takes a name whose folder was not', async () => {
    const torn = await Promise.all(
      seeds.map(async (seed) => {
        const { disk } = await written(seed, ['folder']);
        disk.losePower();
        return read(disk)?.length;
      }),
    );
    expect(new Set(torn).size).toBeGreaterThan(3);
    const names = await Promise.all(
      seeds.map(async (seed) => {
        const { disk } = await written(seed, ['sync']);
        disk.losePower();
        return read(disk);
      }),
    );
    expect(new Set(names)).toEqual(new Set(['first', null]));
  });

  test('takes what stood behind a failed sync, even when a later one succeeded', async () => {
    for (const seed of seeds) {
      const { disk, file } = await written(seed, ['sync', 'folder']);
      await file.append(Buffer.from('second'));
      disk.mood.failingSyncs = 1;
      await expect(file.datasync()).rejects.toMatchObject({ code: 'EIO' });
      await file.append(Buffer.from('third'));
      await file.datasync();
      disk.losePower();
      expect(read(disk)).toBe(`first${'\0'.repeat('second'.length)}third`);
    }
  });
});

test('a full disk takes a part of what it is given, and says so', async () => {
  const { disk, file } = await written(1, ['sync', 'folder']);
  disk.mood.isFull = true;
  await expect(file.append(Buffer.from('second'))).rejects.toMatchObject({ code: 'ENOSPC' });
  expect('firstsecond'.startsWith(read(disk) ?? '?')).toBe(true);
});

test('a host that is dead hears nothing from its disk', async () => {
  const disk = simulatedDisk(
    diceOf(1, 0),
    () => {},
    () => {},
  );
  const host = newLife('host');
  host.end();
  const answer = await Promise.race([disk.of(host).list('/j'), new Promise((turn) => setImmediate(turn))]);
  expect(answer).toBe(undefined);
});
