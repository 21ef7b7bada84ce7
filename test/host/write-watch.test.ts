import { describe, expect, it } from 'vitest';
import { err, ok } from '../../core/lib/result.ts';
import { createIntake } from '../../host/intake.ts';
import type { JournalDisk } from '../../host/journal/journal-disk.ts';
import { realDisk } from '../../host/journal/real-disk.ts';
import { watchWrites } from '../../host/write-watch.ts';
import { manualClock } from '../support/manual-clock.ts';
import { envelopeBehind } from './journal/envelopes.ts';
import { journalRig } from './journal/rig.ts';

const failed = err({ code: 'disk-error', detail: 'EIO' } as const);

function watched() {
  const clock = manualClock();
  const intake = createIntake(() => {});
  const room = { full: 0, bytes: 0 };
  const writes = watchWrites(clock, intake, {
    noteFull: () => (room.full += 1),
    noteWritten: (bytes) => (room.bytes += bytes),
  });
  return { clock, intake, room, writes };
}

describe('a journal that cannot be written', () => {
  it('closes the intake at the second failure in a row, and one line that it takes opens it', () => {
    const { intake, writes } = watched();
    for (const write of [failed, ok(10), failed]) writes.hear(write);
    expect(intake.now()).toEqual({ state: 'open' });
    writes.hear(failed);
    expect(intake.now()).toEqual({ state: 'closed', why: 'journal-failed' });
    writes.hear(ok(10));
    expect(intake.now()).toEqual({ state: 'open' });
  });

  it('tells the disk at once that it is full, and how much was written', () => {
    const { room, writes } = watched();
    writes.hear(err({ code: 'disk-full', detail: 'ENOSPC' }));
    writes.hear(ok(700));
    expect(room).toEqual({ full: 1, bytes: 700 });
  });

  it('is tried again by itself, because behind a closed intake nobody writes', async () => {
    const { open } = await journalRig();
    const { clock, intake, writes } = watched();
    let isBroken = true;
    const disk: JournalDisk = {
      ...realDisk,
      open: (file) => (isBroken ? Promise.reject(new Error('gone')) : realDisk.open(file)),
    };
    const journal = await open({ disk, onWrite: writes.hear });
    writes.attach(journal);
    for (let at = 0; at < 2; at += 1) await journal.append([envelopeBehind(null)], false);
    expect(intake.now()).toEqual({ state: 'closed', why: 'journal-failed' });
    await clock.advance(30_000);
    expect(intake.now()).toMatchObject({ state: 'closed' });
    isBroken = false;
    await clock.advance(30_000);
    await journal.close();
    expect(intake.now()).toEqual({ state: 'open' });
  });
});
