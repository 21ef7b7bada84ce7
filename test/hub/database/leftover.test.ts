import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRunningCluster } from '../../../hub/database/leftover.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-leftover-'));
});
afterEach(() => rm(folder, { recursive: true }));

const lockFile = () => path.join(folder, 'postmaster.pid');
const writeLock = (pid: number | string) =>
  writeFile(lockFile(), `${pid}\n${folder}\n1790000000\n54321\n\n127.0.0.1\n`);
const isLockThere = () =>
  access(lockFile()).then(
    () => true,
    () => false,
  );

test('without a lock file nothing runs', async () => {
  expect(await findRunningCluster(folder)).toBeNull();
});

test('a lock file that is empty or torn names nobody', async () => {
  for (const torn of ['', '\n', 'abc\n', '-1\n', '12']) {
    await writeFile(lockFile(), torn === '12' ? `${process.pid}` : torn);
    expect(await findRunningCluster(folder)).toBeNull();
  }
});

test('a number that nobody has is left to PostgreSQL, which clears it away itself', async () => {
  await writeLock(2 ** 22 + 1); // above Linux's highest process number
  expect(await findRunningCluster(folder)).toBeNull();
  expect(await isLockThere()).toBe(true);
});

test('a number that now belongs to a program elsewhere is cleared away', async () => {
  await writeLock(process.pid);
  expect(await findRunningCluster(folder)).toBeNull();
  expect(await isLockThere()).toBe(false);
});
