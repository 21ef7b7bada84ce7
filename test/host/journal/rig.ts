import assert from 'node:assert';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { Envelope } from '../../../core/records/envelope.ts';
import { openJournal, type Journal } from '../../../host/journal/journal.ts';
import type { JournalOptions } from '../../../host/journal/keeping.ts';
import { checkOf } from '../../../machine/ed25519.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { device, hub } from './envelopes.ts';

export const dayMs = 24 * 60 * 60_000;

/** A journal on a real file system, opened and opened again as hosts do. */
export async function journalRig() {
  const parent = await mkdtemp(path.join(tmpdir(), 'journal-'));
  const folder = path.join(parent, 'journal');
  const clock = manualClock(Date.UTC(2026, 10, 2, 1));
  const opened: Journal[] = [];
  onTestFinished(async () => {
    for (const journal of opened) await journal.close();
    await rm(parent, { recursive: true, force: true });
  });
  return {
    folder,
    clock,
    file: (segment = '000001-2026-11-02') => path.join(folder, `${segment}.jsonl`),
    /** As a host does that has just been started. */
    async open(change: Partial<JournalOptions> = {}): Promise<Journal> {
      await opened.at(-1)?.close();
      const journal = await openJournal({
        folder,
        kioskId: 'K01',
        epoch: 1,
        clock,
        checkDevice: checkOf(device.publicKey),
        checkHub: checkOf(hub.publicKey),
        ...change,
      });
      assert(journal.ok);
      opened.push(journal.value);
      return journal.value;
    },
  };
}

export async function appendAll(journal: Journal, envelopes: readonly Envelope[]) {
  for (const envelope of envelopes)
    expect(await journal.append([envelope], false)).toMatchObject({ ok: true });
}
