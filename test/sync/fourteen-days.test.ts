import { expect, it } from 'vitest';
import { urgencies, type EnvelopeHeader } from '../../core/records/envelope.ts';
import { builtInRulesPack } from '../../core/rules/rules-pack.ts';
import type { Draft } from '../../sync/outbox/accept.ts';
import type { Outbox } from '../../sync/outbox/outbox.ts';
import { kiosk, openedOutbox } from './support/kiosk.ts';
import { draftOf } from './support/people.ts';

const days = 14;
const recordsADay = 100;
const dayMs = 86_400_000;

/** A branch's ordinary mixture, of people who come more than once. */
function draftAt(at: number): Draft {
  const person = { name: '王秀英', number: `1101051949${String((at * 37) % 331).padStart(8, '0')}` };
  const what = { kind: 'choice', option: at % 29 === 0 ? 'death' : 'illness', by: 'customer' } as const;
  const parked = at % 7 === 0 ? ({ kind: 'parked-visit', effect: 'parked' } as const) : {};
  return { ...draftOf(), person, answers: { what }, ...parked };
}

async function acceptDay(outbox: Outbox, day: number): Promise<string[]> {
  const drafts = Array.from({ length: recordsADay }, (_, at) => draftAt(day * recordsADay + at));
  const accepted = await Promise.all(drafts.map((draft) => outbox.accept(draft)));
  for (const one of accepted) expect(one).toMatchObject({ ok: true });
  return drafts.map(({ transactionId }) => transactionId);
}

/** As the policy has it, worked out anew: as urgent as anything of the same group from there on, then oldest first. */
function byPolicy(headers: readonly EnvelopeHeader[]): readonly number[] {
  const rankOf = ({ orderGroup, sequence }: EnvelopeHeader) =>
    Math.min(
      ...headers
        .filter((other) => other.orderGroup === orderGroup && other.sequence >= sequence)
        .map(({ urgency }) => urgencies.indexOf(urgency)),
    );
  const ranked = headers.map((header) => ({ sequence: header.sequence, rank: rankOf(header) }));
  return ranked
    .toSorted((a, b) => a.rank - b.rank || a.sequence - b.sequence)
    .map(({ sequence }) => sequence);
}

it(
  'fourteen days offline at a hundred records a day, then one drain: every record once, in the order of the policy',
  { timeout: 60_000 },
  async () => {
    const rulesPack = { ...builtInRulesPack, urgency: { 'parked-visit': 'deferrable' } } as const;
    const machine = await kiosk(({ trust }) => ({ trust: { ...trust, rulesPack } }));
    let outbox = await openedOutbox(machine);
    const asked: string[] = [];
    for (let day = 0; day < days; day += 1) {
      asked.push(...(await acceptDay(outbox, day)));
      await machine.clock.advance(dayMs);
      // The kiosk is switched off for the night.
      if (day % 5 === 4) outbox = await openedOutbox(machine);
    }
    expect(outbox.pending).toBe(days * recordsADay);

    machine.uploaderOf(outbox);
    await machine.clock.advance(1_000);
    await expect.poll(() => outbox.pending, { timeout: 40_000 }).toBe(0);

    const sent = machine.hub.uploads.flatMap(({ records }) => records.map(({ envelope }) => envelope.header));
    expect(sent).toHaveLength(days * recordsADay);
    expect(new Set(sent.map(({ transactionId }) => transactionId))).toEqual(new Set(asked));
    expect(machine.hub.held.size).toBe(days * recordsADay);
    expect(sent.map(({ sequence }) => sequence)).toEqual(
      byPolicy(sent.toSorted((a, b) => a.sequence - b.sequence)),
    );
    expect(new Set(sent.slice(0, 40).map(({ urgency }) => urgency))).toContain('urgent');
    expect((await machine.restartHost()).mark()).toMatchObject({
      sequence: days * recordsADay,
      receiptedSequence: days * recordsADay,
    });
    expect(machine.calls).not.toContain('journal.incident');
  },
);
