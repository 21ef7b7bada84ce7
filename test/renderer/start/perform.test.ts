import { beforeEach, expect, test, vi } from 'vitest';
import type { KioskFacts } from '../../../core/contract/calls.ts';
import type { Host } from '../../../core/contract/host.ts';
import { parkedRecordOf } from '../../../core/journeys/record-of.ts';
import type { Effect, Event } from '../../../core/journeys/visit.ts';
import type { Result } from '../../../core/lib/result.ts';
import { createPerformer, wordsBeforePrintMs } from '../../../renderer/start/perform.ts';
import { sampleAcceptance } from '../../../tools/journey-map/sample-world.ts';
import { manualClock, type ManualClock } from '../../support/manual-clock.ts';
import { claim } from '../../support/rare-screens.ts';

const facts = { branchName: '汉口支公司', branchCode: '0101', kioskId: 'K01', utcOffsetMinutes: 480 };

let told: [string, unknown][] = [];
let toldAtMs: number[] = [];
let events: Event[] = [];
let kept: unknown[] = [];
let forgotten = 0;
let language = 'zh-CN';
beforeEach(() => {
  told = [];
  toldAtMs = [];
  events = [];
  kept = [];
  forgotten = 0;
  language = 'zh-CN';
});

type HostAnswer = Result<unknown, { readonly code: string }>;
type Answers = {
  /** One for each call; the last for all that follow. */
  readonly host?: HostAnswer | readonly HostAnswer[];
  readonly outbox?: Result<unknown, { readonly code: string; readonly cause: string }>;
};

let firstLine: (clock: ManualClock) => Promise<void>;
beforeEach(() => {
  firstLine = () => Promise.resolve();
});

async function perform(effect: Effect, answers: Answers = {}): Promise<void> {
  const clock = manualClock();
  const answersOfHost = [answers.host ?? { ok: true, value: {} }].flat();
  const host: Host = {
    invoke(name, input) {
      told.push([name, input]);
      toldAtMs.push(clock.monotonicMs());
      return Promise.resolve((answersOfHost.length > 1 ? answersOfHost.shift() : answersOfHost[0]) as never);
    },
    on: () => () => {},
  };
  const run = createPerformer({
    host,
    clock,
    facts: facts as KioskFacts,
    outbox: {
      accept(draft) {
        kept.push(draft);
        return Promise.resolve((answers.outbox ?? { ok: true, value: sampleAcceptance }) as never);
      },
    },
    isOnline: () => false,
    readerTrouble: () => null,
    language: () => 'zh-Hant',
    setLanguage: (chosen) => {
      language = chosen;
    },
    speak: () => told.push(['speak', null]),
    firstLine: () => firstLine(clock),
    forget: () => {
      forgotten += 1;
    },
  });
  run(effect, (event) => events.push(event));
  await new Promise((settled) => setImmediate(settled));
  await clock.advance(30_000);
}

const record = parkedRecordOf(claim);
const print = { do: 'print', work: claim, acceptance: sampleAcceptance, attempt: 2, copy: true } as const;

test('A record is accepted in the language of its visit, and the journey hears the outbox’s own word.', async () => {
  await perform({ do: 'accept', record });
  expect(kept).toEqual([{ ...record, language: 'zh-Hant' }]);
  expect(events).toEqual([
    { type: 'ACCEPTED', transactionId: claim.transactionId, acceptance: sampleAcceptance },
  ]);
});

test('A record that is not accepted comes back with the reason.', async () => {
  await perform(
    { do: 'accept', record },
    { outbox: { ok: false, error: { code: 'journal-failed', cause: 'x' } } },
  );
  expect(events).toEqual([
    { type: 'ACCEPT_FAILED', transactionId: claim.transactionId, reason: 'journal-failed' },
  ]);
});

test('A visit that cannot be parked is told to staff and not to the customer.', async () => {
  await perform({ do: 'park', record }, { outbox: { ok: false, error: { code: 'closed', cause: 'x' } } });
  expect(told).toEqual([['staff.call', { reason: 'accept-failed', silent: true }]]);
  expect(events).toEqual([]);
});

test('A slip is ordered once for its attempt, and the printer’s outcome goes back with it.', async () => {
  await perform(print, { host: { ok: true, value: { outcome: 'printed' } } });
  expect(told.map(([name]) => name)).toEqual(['printer.print']);
  expect(told[0]![1]).toMatchObject({ transactionId: claim.transactionId, attempt: 2 });
  expect(JSON.stringify(told[0]![1])).toContain(sampleAcceptance.slipNumber);
  expect(events).toEqual([
    { type: 'PRINT_ENDED', transactionId: claim.transactionId, attempt: 2, outcome: { outcome: 'printed' } },
  ]);
});

test('A slip that is out with characters missing is out, and staff hear of it without a sound.', async () => {
  const outcome = { outcome: 'printed', missingCharacters: 2 } as const;
  await perform(print, { host: { ok: true, value: outcome } });
  expect(told.slice(1)).toEqual([['staff.call', { reason: 'device', silent: true }]]);
  expect(events).toMatchObject([{ type: 'PRINT_ENDED', outcome }]);
});

test('Only a print that never began is "not printed"; silence is unknown, and nothing is printed again by itself.', async () => {
  await perform(print, { host: { ok: false, error: { code: 'disk-error' } } });
  await perform(print, { host: { ok: false, error: { code: 'host-silent' } } });
  await perform(print, { host: { ok: false, error: { code: 'host-unreachable' } } });
  expect(events.map((event) => event.type === 'PRINT_ENDED' && event.outcome.outcome)).toEqual([
    'not-printed',
    'unknown',
    'unknown',
  ]);
});

test.each(['host-silent', 'host-unreachable', 'host-too-slow'])(
  'After %s the same attempt is asked for again, as the machine prints it once, until its true outcome is heard.',
  async (code) => {
    const lost = { ok: false, error: { code } } as const;
    await perform(print, { host: [lost, lost, { ok: true, value: { outcome: 'printed' } }] });
    expect(told).toHaveLength(3);
    expect(told).toEqual([told[0], told[0], told[0]]);
    expect(toldAtMs.map((ms) => ms - toldAtMs[0]!)).toEqual([0, 2_000, 4_000]);
    expect(events).toMatchObject([{ type: 'PRINT_ENDED', attempt: 2, outcome: { outcome: 'printed' } }]);
  },
);

test('A machine that stays away is asked four times in all, and then the slip is unknown.', async () => {
  await perform(print, { host: { ok: false, error: { code: 'host-unreachable' } } });
  expect(told).toHaveLength(4);
  expect(events).toMatchObject([{ type: 'PRINT_ENDED', outcome: { outcome: 'unknown' } }]);
});

test('A machine that has answered is not asked again, whatever it said.', async () => {
  await perform(print, { host: { ok: false, error: { code: 'host-crashed' } } });
  expect(told).toHaveLength(1);
  expect(events).toMatchObject([{ type: 'PRINT_ENDED', outcome: { outcome: 'unknown' } }]);
});

test('The end of a visit forgets it in the page and in the machine.', async () => {
  await perform({ do: 'endVisit' });
  expect(forgotten).toBe(1);
  expect(told).toEqual([['visit.ended', {}]]);
});

test('A person is called with the journey’s own reason, loudly or silently as it says.', async () => {
  await perform({ do: 'callPerson', reason: 'worrying-answer', silent: true });
  expect(told).toEqual([['staff.call', { reason: 'worrying-answer', silent: true }]]);
});

test('A language takes effect, and a screen is spoken, when the journey says so.', async () => {
  await perform({ do: 'setLanguage', language: 'en' });
  await perform({ do: 'speak' });
  expect(language).toBe('en');
  expect(told).toEqual([['speak', null]]);
});

test('A slip with a reading goes out with the pictures of what printers may not know, as any slip does.', async () => {
  const asked: string[] = [];
  vi.stubGlobal('document', { fonts: { load: async (_: string, text: string) => void asked.push(text) } });
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => null;
    },
  );
  facts.branchName = '㛃口支公司';
  const printId = '6f0d6a3e-0a4f-4a86-9a53-0f2f0a3c7a11';
  const reading = { systolicMmHg: 120, diastolicMmHg: 80, meanMmHg: null, pulsePerMinute: 70 };
  await perform({ do: 'printReading', printId, reading, measuredAt: '2026-01-01T00:00:00Z' });
  vi.unstubAllGlobals();
  facts.branchName = '汉口支公司';
  expect(asked.join('')).toContain('㛃');
  expect(told[0]?.[0]).toBe('printer.print');
});

test('The printer begins only after the first sentence of its screen has been heard.', async () => {
  firstLine = (clock) => new Promise((settle) => void clock.after(3_000, settle));
  await perform(print, { host: { ok: true, value: { outcome: 'printed' } } });
  expect(told.map(([name]) => name)).toEqual(['printer.print']);
  expect(toldAtMs).toEqual([3_000]);
});

test('The printer does not wait for a voice that does not come to an end.', async () => {
  firstLine = () => new Promise(() => {});
  await perform(print, { host: { ok: true, value: { outcome: 'printed' } } });
  expect(toldAtMs).toEqual([wordsBeforePrintMs]);
  expect(events).toHaveLength(1);
});
