import type { Envelope } from '../../core/records/envelope.ts';
import type { ErrandRecord } from '../../core/records/errand-record.ts';
import { canary, contactChange, type TestKiosk } from './kiosk-envelopes.ts';

export const personNamed = (number: string) => ({ name: canary.name, number });
export const phoneOf = (digits: string) => ({ newPhone: { kind: 'phone', digits, by: 'customer' } }) as const;

/** Of one loss a customer and day. */
export function claim(number: string, day = '2026-11-01'): ErrandRecord {
  return contactChange({
    kind: 'claim-report',
    errand: 'claim-report',
    effect: 'finished',
    person: personNamed(number),
    answers: {
      who: { kind: 'choice', option: 'self', by: 'customer' },
      what: { kind: 'choice', option: 'illness', by: 'customer' },
      day: { kind: 'day', day, by: 'customer' },
    },
  });
}

export function cancellationOf(target: ErrandRecord): ErrandRecord {
  return contactChange({
    kind: 'cancellation',
    errand: target.errand,
    effect: 'cancelled',
    person: target.person,
    answers: {},
    cancels: target.transactionId,
  });
}

/** The next envelopes of a kiosk, one a record. */
export async function sealAll(
  kiosk: TestKiosk,
  records: readonly ErrandRecord[],
): Promise<readonly Envelope[]> {
  const envelopes: Envelope[] = [];
  for (const record of records) envelopes.push(await kiosk.next(record));
  return envelopes;
}

/** A visit that was not finished, with the number under which its customer wants to be rung. */
export function parkedVisit(): ErrandRecord {
  return contactChange({
    kind: 'parked-visit',
    effect: 'parked',
    answers: { 'call-back': { kind: 'phone', digits: canary.phone, by: 'customer' } },
  });
}
