import { readdir, readFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CallName } from '../../../core/contract/calls.ts';
import type { Acceptance } from '../../../core/journeys/visit.ts';
import type { Outbox } from '../../../sync/outbox/outbox.ts';
import type { Weather } from '../support/hub.ts';
import { kiosk, openedOutbox, type Kiosk, type Mishap } from '../support/kiosk.ts';
import { draftOf } from '../support/people.ts';
import { sendOnce } from '../support/settling.ts';

/** One thing that happens to a kiosk. */
type Happening =
  | { readonly do: 'accept' | 'acceptThree' | 'retry' | 'reload' | 'wipe' | 'tear' }
  | { readonly do: 'acceptAmid'; readonly mishap: Mishap }
  | { readonly do: 'send'; readonly weather: Weather; readonly limit: number }
  | { readonly do: 'sendAmid'; readonly mishap: Mishap };

const mishap = (...names: CallName[]): fc.Arbitrary<Mishap> =>
  fc.record({
    call: fc.constantFrom(...names),
    does: fc.constantFrom<Mishap['does']>('die-before', 'die-after', 'lose-answer', { fail: 'disk-error' }),
  });

const weather = fc.constantFrom<Weather>(
  { kind: 'fair' },
  { kind: 'down' },
  { kind: 'lost' },
  { kind: 'status', status: 500, retryAfterSeconds: null },
  { kind: 'body', alter: (body) => body.slice(0, body.length / 2) },
  { kind: 'receipt', alter: (receipt) => ({ ...receipt, upToSequence: receipt.upToSequence + 1 }) },
);

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.constant<Happening>({ do: 'accept' }) },
  fc.constantFrom<Happening>(
    { do: 'acceptThree' },
    { do: 'retry' },
    { do: 'reload' },
    { do: 'wipe' },
    { do: 'tear' },
  ),
  fc.record({ do: fc.constant('acceptAmid' as const), mishap: mishap('journal.append') }),
  fc.record({ do: fc.constant('send' as const), weather, limit: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('sendAmid' as const), mishap: mishap('hub.upload', 'journal.receipt') }),
);

/** A kiosk with the memory of what it has told its customers. */
class Branch {
  readonly told = new Map<string, Acceptance>();
  readonly asked: string[] = [];
  /** What a page that has lost neither its memory nor its database may ask again. */
  #askAgain: string | undefined;
  readonly machine: Kiosk;
  #outbox: Outbox;

  constructor(machine: Kiosk, outbox: Outbox) {
    this.machine = machine;
    this.#outbox = outbox;
  }

  async suffer(next: Happening): Promise<void> {
    switch (next.do) {
      case 'accept':
        return this.#accept(draftOf());
      case 'acceptThree':
        await Promise.all([1, 2, 3].map(() => this.#accept(draftOf())));
        return;
      case 'retry':
        return this.#askAgain === undefined ? undefined : this.#accept(draftOf(this.#askAgain));
      case 'acceptAmid':
        return this.#amid(next.mishap, () => this.#accept(draftOf()));
      case 'send':
        this.machine.hub.weather = next.weather;
        await sendOnce(this.machine, this.#outbox, next.limit);
        this.machine.hub.weather = { kind: 'fair' };
        return;
      case 'sendAmid':
        return this.#amid(next.mishap, () => sendOnce(this.machine, this.#outbox));
      case 'wipe':
        this.machine.wipeDatabase();
        this.#askAgain = undefined;
        return this.reload();
      case 'tear':
        await tearLastLine(this.machine.journalFolder);
        return this.reload();
      case 'reload':
        return this.reload();
    }
  }

  async reload(): Promise<void> {
    await this.machine.restartHost();
    this.#outbox = await openedOutbox(this.machine);
  }

  async drain(): Promise<void> {
    await this.reload();
    for (let round = 0; this.#outbox.pending > 0; round += 1) {
      expect(round).toBeLessThan(10);
      expect(await sendOnce(this.machine, this.#outbox)).toMatchObject({ ok: true });
    }
  }

  async #accept(draft: ReturnType<typeof draftOf>): Promise<void> {
    this.asked.push(draft.transactionId);
    this.#askAgain = draft.transactionId;
    const accepted = await this.#outbox.accept(draft);
    if (!accepted.ok) return;
    const before = this.told.get(draft.transactionId);
    if (before !== undefined) expect(accepted.value).toEqual(before);
    this.told.set(draft.transactionId, accepted.value);
  }

  /** The work ends, or the power goes and everything is started again. */
  async #amid(arranged: Mishap, work: () => Promise<unknown>): Promise<void> {
    const struck = this.machine.arrange(arranged).then(() => 'struck' as const);
    if ((await Promise.race([work().then(() => 'ended' as const), struck])) === 'struck') await this.reload();
    void this.machine.arrange({ call: 'kiosk.facts', does: 'die-before' });
  }
}

/** The end of what was written last, as a failing disk may lose it. IndexedDB still has the record. */
async function tearLastLine(folder: string): Promise<void> {
  const [name] = (await readdir(folder)).toSorted().slice(-1);
  if (name === undefined) return;
  const file = path.join(folder, name);
  const { length } = await readFile(file);
  await truncate(file, Math.max(0, length - 3));
}

it(
  'tells no customer anything that the hub does not have exactly once in the end',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 3, maxLength: 14 }), async (happenings) => {
        const machine = await kiosk();
        const branch = new Branch(machine, await openedOutbox(machine));
        for (const next of happenings) await branch.suffer(next);
        await branch.drain();

        const held = [...machine.hub.held.entries()].toSorted(([a], [b]) => a - b);
        expect(held.map(([sequence]) => sequence)).toEqual(held.map((_, at) => at + 1));
        const ids = held.map(([, { header }]) => header.transactionId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const [transactionId, { sequence, hash }] of branch.told) {
          expect(machine.hub.held.get(sequence)).toMatchObject({ hash, header: { transactionId } });
        }
        for (const id of ids) expect(branch.asked).toContain(id);
        expect((await machine.restartHost()).mark()).toMatchObject({
          sequence: held.length,
          receiptedSequence: held.length,
        });
      }),
      { numRuns: 40, seed: 20_261_102 },
    );
  },
);
