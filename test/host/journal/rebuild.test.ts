import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { markOf } from '../../../host/journal/books.ts';
import { inspect } from '../../../host/journal/inspect.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { rebuild } from '../../../host/journal/rebuild.ts';
import { checkOf } from '../../../machine/ed25519.ts';
import { chainOf, chunkOf, device, envelopeBehind, hub, receiptFor } from './envelopes.ts';
import { appendAll, dayMs, journalRig } from './rig.ts';

const enrolled = {
  kioskId: 'K01',
  epoch: 1,
  checkDevice: checkOf(device.publicKey),
  checkHub: checkOf(hub.publicKey),
};

async function written() {
  const machine = await journalRig();
  const chain = chainOf(3);
  const journal = await machine.open();
  await appendAll(journal, chain.slice(0, 2));
  await journal.receipt(receiptFor(1, chain[0]!.hash));
  await machine.clock.advance(dayMs);
  await journal.chunk(chunkOf(chain[2]!.header.transactionId, 0));
  await appendAll(journal, chain.slice(2));
  await journal.printLedger.begun(chain[2]!.header.transactionId, 1);
  await journal.incident('clock-jumped', 'by 86400 s');
  await journal.close();
  const { folder, clock } = machine;
  return { ...machine, chain, place: { disk: realDisk, folder, clock } };
}

describe('inspecting a journal', () => {
  it('counts what stands in it and changes nothing', async () => {
    const { place, file } = await written();
    const before = await readFile(file('000002-2026-11-03'), 'utf8');
    const { segments, damage, books } = await inspect(place, enrolled);
    expect(segments).toMatchObject([
      { segment: '000001-2026-11-02.jsonl', lines: 4, envelopes: 2, receipts: 1, sequences: [1, 2] },
      { lines: 5, envelopes: 1, chunks: 1, incidents: 1, sequences: [3, 3], tornBytes: 0 },
    ]);
    expect(damage).toEqual([]);
    expect(markOf(books, false)).toMatchObject({ sequence: 3 });
    expect(await readFile(file('000002-2026-11-03'), 'utf8')).toBe(before);
  });

  it('tells a torn tail without cutting it, and lines that are not as they were', async () => {
    const { place, file, chain } = await written();
    const first = await readFile(file(), 'utf8');
    await writeFile(file(), first.replace(chain[1]!.hash, chain[0]!.hash));
    const last = await readFile(file('000002-2026-11-03'), 'utf8');
    await truncate(file('000002-2026-11-03'), last.length - 5);
    const { segments, damage } = await inspect(place, enrolled);
    expect(segments[1]).toMatchObject({ lines: 4 });
    expect(segments[1]!.tornBytes).toBeGreaterThan(100);
    expect(damage).toMatchObject([{ segment: '000001-2026-11-02.jsonl', what: 'damaged', lines: 1 }]);
    expect(await readFile(file('000002-2026-11-03'), 'utf8')).toHaveLength(last.length - 5);
  });

  it('tells signatures that are not ours', async () => {
    const { place } = await written();
    const strangers = {
      ...enrolled,
      checkDevice: checkOf(hub.publicKey),
      checkHub: checkOf(device.publicKey),
    };
    const { segments } = await inspect(place, strangers);
    expect(segments).toMatchObject([{ badSignatures: 2, unknownReceipts: 1 }, { badSignatures: 1 }]);
  });
});

describe('rebuilding a journal', () => {
  it('takes what still reads of the old one and of every copy, and keeps the old one aside', async () => {
    const { place, file, chain, open, folder } = await written();
    const stick = `${folder}-stick`;
    await mkdir(stick);
    const copied = await open({ copy: { folder: stick } });
    await appendAll(copied, [envelopeBehind(chain[2]!)]);
    await copied.close();
    const text = await readFile(file(), 'utf8');
    await writeFile(file(), text.replace(chain[1]!.hash, chain[0]!.hash));
    const { keptAside, restored } = await rebuild(place, enrolled, { folder: stick, disk: realDisk });
    expect(restored).toEqual({
      envelopes: 3,
      chunks: 1,
      prints: 1,
      incidents: 1,
      receipts: 1,
      refused: 0,
      unwritten: 0,
    });
    expect(path.basename(keptAside!)).toBe('journal-before-20261103010000000');
    expect(await readdir(keptAside!)).toHaveLength(2);
    const journal = await open();
    expect(journal.mark()).toMatchObject({ sequence: 4, receiptedSequence: 1, missing: [] });
    expect(journal.incidents().map(({ code }) => code)).toEqual(['clock-jumped', 'journal-restored']);
  });

  it('begins an empty one where nothing is left', async () => {
    const { folder, clock } = await journalRig();
    const { keptAside, restored } = await rebuild({ disk: realDisk, folder, clock }, enrolled, null);
    expect(keptAside).toBeNull();
    expect(restored).toMatchObject({ envelopes: 0, refused: 0 });
  });

  it('leaves everything as it is when the copy is not there', async () => {
    const { place, folder } = await written();
    const away = { folder: `${folder}-away`, disk: realDisk };
    await expect(rebuild(place, enrolled, away)).rejects.toThrow('ENOENT');
    expect(await readdir(folder)).toHaveLength(2);
  });
});
