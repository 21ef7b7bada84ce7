import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { databaseFolder, isOpenToOthers, isRoot } from '../../../hub/database/place.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-place-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder is open only when every folder above it is', async () => {
  const inner = path.join(folder, 'a', 'b');
  await mkdir(inner, { recursive: true });
  await chmod(folder, 0o755);
  expect(await isOpenToOthers(inner)).toBe(true);
  await chmod(folder, 0o750);
  expect(await isOpenToOthers(inner)).toBe(false);
});

test('the database stands in the data folder, unless root’s PostgreSQL could not get there', async () => {
  await chmod(folder, 0o755);
  expect(await databaseFolder(folder)).toBe(path.join(folder, 'database'));
  await chmod(folder, 0o700);
  const elsewhere = await databaseFolder(folder);
  if (isRoot) expect(elsewhere).toMatch(/^\/var\/lib\/care-kiosk\/hub-[0-9a-f]{12}$/);
  else expect(elsewhere).toBe(path.join(folder, 'database'));
  expect(await databaseFolder(folder)).toBe(elsewhere);
});
