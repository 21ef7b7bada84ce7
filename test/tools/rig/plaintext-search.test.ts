import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { filesWithPlaintext } from '../../../tools/rig/plaintext-search.ts';

it('finds a name in clear in either encoding, deep in a folder, and nothing where there is none.', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'care-kiosk-clear-'));
  await mkdir(path.join(folder, 'deep'));
  await writeFile(path.join(folder, 'innocent'), '王*英 002X');
  await writeFile(path.join(folder, 'log'), 'card of 王秀英\n');
  await writeFile(path.join(folder, 'deep', 'store'), Buffer.from('\u0001王秀英', 'utf16le'));
  const found = await filesWithPlaintext(folder, ['王秀英', '11010119490301002X']);
  await rm(folder, { recursive: true });
  expect(found.toSorted()).toEqual([path.join('deep', 'store'), 'log']);
});
