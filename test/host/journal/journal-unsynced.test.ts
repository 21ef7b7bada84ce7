import assert from 'node:assert';
import { expect, test } from 'vitest';
import type { JournalDisk, JournalFile } from '../../../host/journal/journal-disk.ts';
import { realDisk } from '../../../host/journal/real-disk.ts';
import { chainOf } from './envelopes.ts';
import { journalRig } from './rig.ts';

/** A host that is killed between the write of a line and its sync leaves the line to the operating system. */
function killedBeforeSync(): { readonly disk: JournalDisk; readonly kill: () => void } {
  let isKilled = false;
  return {
    kill: () => (isKilled = true),
    disk: {
      ...realDisk,
      async open(file): Promise<JournalFile> {
        const opened = await realDisk.open(file);
        return {
          ...opened,
          datasync: () => (isKilled ? Promise.reject(new Error('killed')) : opened.datasync()),
        };
      },
    },
  };
}

/** Tells which files were synced. */
function watched(): { readonly disk: JournalDisk; readonly synced: string[] } {
  const synced: string[] = [];
  return {
    synced,
    disk: {
      ...realDisk,
      async open(file) {
        const opened = await realDisk.open(file);
        return {
          ...opened,
          async datasync() {
            await opened.datasync();
            synced.push(file);
          },
        };
      },
    },
  };
}

test('a line that a killed host had written and not synced is on disk before anybody hears that it is known', async () => {
  const rig = await journalRig();
  const [first, second] = chainOf(2);
  assert(first && second);
  const dying = killedBeforeSync();
  const before = await rig.open({ disk: dying.disk });
  expect(await before.append([first], false)).toMatchObject({ ok: true });
  dying.kill();
  expect(await before.append([second], false)).toMatchObject({ ok: false });

  const { disk, synced } = watched();
  const after = await rig.open({ disk });
  expect(synced).toContain(rig.file());
  expect(after.mark().sequence).toBe(2);
  expect(await after.append([second], false)).toMatchObject({ ok: true, value: { sequence: 2 } });
});
