import { cp, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { kiosk, openedOutbox, type Kiosk } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { signingKey } from '../support/keys.ts';
import { sendOnce, waiting } from '../support/settling.ts';

const incidents = async (machine: Kiosk) => (await machine.restartHost()).incidents().map(({ code }) => code);

/**
 * The host's disk is restored from an image: its journal ends at the first record, and it knows nothing of the receipt
 * key that has signed for the third since.
 */
async function restored(waitingBehind: number) {
  const machine = await kiosk();
  const outbox = await openedOutbox(machine);
  await outbox.accept(draftOf());
  await machine.restartHost();
  const image = `${machine.journalFolder}-image`;
  await cp(machine.journalFolder, image, { recursive: true });
  await outbox.accept(draftOf());
  await outbox.accept(draftOf());
  await sendOnce(machine, outbox);
  for (let at = 0; at < waitingBehind; at += 1) await outbox.accept(draftOf());
  await rm(machine.journalFolder, { recursive: true });
  await cp(image, machine.journalFolder, { recursive: true });
  await rm(image, { recursive: true });
  machine.machine.receiptKeys = [signingKey().publicKey];
  await machine.restartHost();
  return machine;
}

describe('a receipt by a key that the host does not know', () => {
  it('keeps the queue from nothing: what waits behind it is journalled and errands are taken', async () => {
    const machine = await restored(2);
    const outbox = await openedOutbox(machine);
    expect((await waiting(outbox)).map(({ sequence }) => sequence)).toEqual([4, 5]);
    expect(await incidents(machine)).toContain('trust-refused');
    const again = await openedOutbox(machine);
    expect(await again.accept(draftOf())).toMatchObject({ ok: true });
    const { sequence, receiptedSequence, missing } = (await machine.restartHost()).mark();
    expect({ sequence, receiptedSequence, missing }).toEqual({
      sequence: 6,
      receiptedSequence: 0,
      missing: [2, 3],
    });
  });

  it('lets the chain go on behind it although nothing waits', async () => {
    const machine = await restored(0);
    const outbox = await openedOutbox(machine);
    expect(await outbox.accept(draftOf())).toMatchObject({ ok: true });
    expect((await waiting(outbox)).map(({ sequence }) => sequence)).toEqual([4]);
    expect((await machine.restartHost()).mark().sequence).toBe(4);
  });

  it('counts for nothing: only a receipt by a trusted key closes the gap', async () => {
    const machine = await restored(1);
    const outbox = await openedOutbox(machine);
    machine.machine.receiptKeys = [machine.receiptKey.publicKey];
    await sendOnce(machine, outbox);
    expect((await machine.restartHost()).mark()).toMatchObject({ receiptedSequence: 4, missing: [] });
    expect(outbox.pending).toBe(0);
  });
});
