import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../../core/lib/clock.ts';
import { loadIdentity } from '../../host/identity.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { loadDeviceKey } from '../../host/keys/device-key.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { copyFolder } from './installation.ts';
import type { Mark } from './trial.ts';

/** `trouble`: why it cannot be read; null when it can. */
export type JournalFound = { readonly marks: readonly Mark[]; readonly trouble: string | null };

const pageSize = 100;

/**
 * What stands in a kiosk's journal, by the journal's own reader. Reading cuts off a torn tail, so a copy is read: the
 * host is to find its own as the power cut has left it.
 */
export async function readJournal(dataFolder: string, copy: string, clock: Clock): Promise<JournalFound> {
  const [identity, key] = [await loadIdentity(dataFolder), await loadDeviceKey(dataFolder)];
  if (!identity.ok) return { marks: [], trouble: identity.error };
  if (!key.ok) return { marks: [], trouble: key.error.code };
  const folder = path.join(dataFolder, 'journal');
  if (!existsSync(folder)) return { marks: [], trouble: 'its folder is gone' };
  await copyFolder(folder, copy);
  const journal = await openJournal({
    folder: copy,
    kioskId: identity.value.kioskId,
    epoch: identity.value.epoch,
    clock,
    checkDevice: checkOf(key.value.publicKey),
    checkHub: checkOf(identity.value.receiptKey.publicKey),
  });
  if (!journal.ok) return { marks: [], trouble: `${journal.error.code} ${journal.error.detail}` };
  try {
    const marks: Mark[] = [];
    for (;;) {
      const page = await journal.value.read((marks.at(-1)?.sequence ?? 0) + 1, pageSize);
      if (!page.ok) return { marks, trouble: page.error.code };
      if (page.value.envelopes.length === 0) return { marks, trouble: null };
      for (const { envelope } of page.value.envelopes)
        marks.push({ sequence: envelope.header.sequence, hash: envelope.hash });
    }
  } finally {
    await journal.value.close();
  }
}
