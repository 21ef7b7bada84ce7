import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { noChain } from '../../../host/journal/line.ts';
import { PrintBook } from '../../../host/journal/print-book.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { segmentWriter } from '../../../host/journal/writer.ts';
import { manualClock } from '../../support/manual-clock.ts';

const megabyte = 1024 * 1024;
const line = { kind: 'incident', at: '2026-11-02T01:00:00.000Z', code: 'disk-low', detail: 'x' } as const;

it.each([
  [16 * megabyte, '000002-2026-11-02.jsonl'],
  [0, '000001-2026-11-02.jsonl'],
])('A segment of the day with %i bytes is followed by a line in %s', async (lengthBytes, segment) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'segment-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const end = new Map([['000001-2026-11-02.jsonl', { lengthBytes, chain: noChain }]]);
  const writer = segmentWriter({ disk: realDisk, folder }, manualClock(), end, () => line);
  expect(await writer.append(line)).toMatchObject({ ok: true, value: [{ segment }] });
  await writer.close();
  expect(await readdir(folder)).toEqual([segment]);
});

it('A print whose outcome is known keeps it, although its beginning is heard of later', () => {
  const prints = new PrintBook();
  prints.take('t', 1, { outcome: 'printed' }, 'a');
  prints.take('t', 1, 'begun', 'b');
  expect(prints.outcomeOf('t', 1)).toEqual({ outcome: 'printed' });
});
