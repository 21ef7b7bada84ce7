import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { JournalDisk } from '../../../host/journal/journal-disk.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { chainOf } from './envelopes.ts';
import { appendAll, journalRig } from './rig.ts';

const asked = (...sequences: number[]) =>
  sequences.map((sequence) => ({ sequence, recovered: sequence === 2 }));

describe('records that go out', () => {
  it('are the bytes that were signed and synced, in the order asked, with what the page says of them', async () => {
    const rig = await journalRig();
    const journal = await rig.open();
    const chain = chainOf(4);
    await appendAll(journal, chain.slice(0, 2));
    await journal.incident('clock-jumped', 'by 7 s');
    await appendAll(journal, chain.slice(2));
    const texts = await journal.outgoing(asked(4, 1, 2, 3));
    expect(texts).toEqual({
      ok: true,
      value: [chain[3], chain[0], chain[1], chain[2]].map((envelope) =>
        JSON.stringify({ envelope, recovered: envelope === chain[1] }),
      ),
    });
  });

  it('are read from the disk at one go where they stand together', async () => {
    const rig = await journalRig();
    let reads = 0;
    const disk: JournalDisk = {
      ...realDisk,
      read(...at) {
        reads += 1;
        return realDisk.read(...at);
      },
    };
    const journal = await rig.open({ disk });
    await appendAll(journal, chainOf(20));
    reads = 0;
    expect(await journal.outgoing(asked(...Array.from({ length: 20 }, (_, at) => at + 1)))).toMatchObject({
      ok: true,
    });
    expect(reads).toBe(1);
  });

  it('do not go, none of them, when the journal does not have one', async () => {
    const journal = await (await journalRig()).open();
    await appendAll(journal, chainOf(2));
    expect(await journal.outgoing(asked(1, 2, 3))).toEqual({ ok: false, error: 'journal-lacks' });
    expect(journal.incidents()).toEqual([]);
  });

  it.each([2, 3])(
    'of which line %i went bad are missing from then on, and can be appended again',
    async (bad) => {
      const rig = await journalRig();
      const journal = await rig.open();
      const chain = chainOf(3);
      await appendAll(journal, chain);
      const text = await readFile(rig.file(), 'utf8');
      const { hash } = chain[bad - 1]!;
      await writeFile(rig.file(), text.replace(`"hash":"${hash}"`, `"hash":"${'Z'.repeat(43)}"`));
      expect(await journal.outgoing(asked(1, 2, 3))).toEqual({ ok: false, error: 'journal-lacks' });
      expect(journal.mark().missing).toEqual([bad]);
      expect(journal.incidents()).toMatchObject([
        { code: 'journal-damaged', detail: expect.stringContaining(`${bad}`) },
      ]);
      await appendAll(journal, [chain[bad - 1]!]);
      expect(journal.mark().missing).toEqual([]);
      expect(await journal.outgoing(asked(1, 2, 3))).toMatchObject({ ok: true });
    },
  );
});
