import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { pass } from '../support/settling.ts';
import { uploaderRig } from '../support/uploader-rig.ts';

it.each([2, 3])(
  'record %i, whose line in the journal went bad, comes back from the database and goes, once, with the others',
  async (bad) => {
    const { start, outbox, hub, clock, machine } = await uploaderRig(3);
    const [name] = await readdir(machine.journalFolder);
    const file = path.join(machine.journalFolder, name!);
    const { hash } = outbox.rows.at(bad)!;
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace(`"hash":"${hash}"`, `"hash":"${'Z'.repeat(43)}"`));
    await start();
    await expect.poll(async () => (await pass(clock, 20_000), outbox.pending), { timeout: 20_000 }).toBe(0);
    const held = [...hub.held.keys()].toSorted((a, b) => a - b);
    expect(held).toEqual([1, 2, 3]);
    const sent = hub.uploads.flatMap(({ records }) =>
      records.map(({ envelope }) => envelope.header.sequence),
    );
    expect(sent).toEqual([1, 2, 3]);
    expect(machine.incidents().map(({ code }) => code)).toContain('journal-damaged');
    expect((await machine.restartHost()).mark()).toMatchObject({ sequence: 3, missing: [] });
  },
);
