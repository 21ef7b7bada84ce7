import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { KioskFacts } from '../../../core/contract/calls.ts';
import type { Host } from '../../../core/contract/host.ts';
import type { CardEvent, CardTrouble } from '../../../core/identity/id-card.ts';
import { ok } from '../../../core/lib/result.ts';
import type { Language } from '../../../core/strings/language.ts';
import { startVisits, type VisitParts } from '../../../renderer/start/visits.ts';
import type { Link } from '../../../renderer/wires/web-socket.ts';
import { sampleCard, samplePlaces, sampleSpeller } from '../../../tools/journey-map/sample-world.ts';
import { manualClock } from '../../support/manual-clock.ts';

const read: CardEvent = { state: 'read', card: sampleCard };

/** A page before a machine on whose reader `lying` lies; nothing of what happens there is told by itself. */
async function openPage(lying: CardEvent | null) {
  const clock = manualClock();
  const link = signal<Link>('up');
  const readerTrouble = signal<CardTrouble | null>(null);
  let onReader = lying;
  let touch = () => {};
  const host: Host = {
    invoke: (name) => Promise.resolve((name === 'card.now' ? ok({ event: onReader }) : ok({})) as never),
    on: () => () => {},
  };
  const said: string[] = [];
  const prepared: string[] = [];
  const visits = startVisits({
    host,
    link,
    clock,
    facts: { language: 'zh-CN', utcOffsetMinutes: 480, branchName: '汉口支公司' } as KioskFacts,
    voice: { reset: () => {}, speaking: signal(null) } as unknown as VisitParts['voice'],
    speech: {
      say: ([line]) => void said.push(line?.key ?? ''),
      said: signal([]),
      prepare: () => Promise.resolve(),
      warm: () => {},
      firstLine: () => Promise.resolve(),
      tune: () => {},
    },
    outbox: {} as VisitParts['outbox'],
    isLineGood: signal(true),
    isTakingErrands: () => true,
    isPrinterReady: signal(true),
    hasPressureMonitor: signal(true),
    dialects: [],
    readerTrouble,
    places: signal(samplePlaces),
    spelling: { speller: signal(sampleSpeller), fetch: () => {} },
    language: signal<Language>('zh-CN'),
    setLanguage: () => {},
    prepareAhead: (_, ahead) => void prepared.splice(0, prepared.length, ...ahead().map(({ id }) => id)),
    onTouch: (action) => void (touch = action),
  });
  const settle = () => clock.advance(1_000);
  await settle();
  return {
    visits,
    said,
    prepared,
    clock,
    touch: () => touch(),
    readerTrouble,
    settle,
    async breakLine(whileDown: CardEvent | null) {
      link.value = 'down';
      onReader = whileDown;
      link.value = 'up';
      await settle();
    },
    async press(choice: string) {
      visits.act({ did: 'choose', choice });
      await settle();
    },
  };
}

test('what comes next is prepared anew when a screen is said again: its words may be private now', async () => {
  const { visits, prepared } = await openPage(read);
  expect(prepared).toContain('menu');
  prepared.length = 0;
  visits.act({ did: 'ask', for: 'repeat' });
  expect(prepared).toContain('menu');
});

test('a card that lies there when the page opens begins the visit', async () => {
  const { visits } = await openPage(read);
  expect(visits.screen.value.id).toBe('confirmingPerson');
});

test('a card that could not be read before the page opened is told', async () => {
  const { visits } = await openPage({ state: 'trouble', trouble: 'card-unreadable' });
  expect(visits.screen.value.id).toBe('awaitingCard.card-unreadable');
});

test('a card laid in a break of the line is noticed when the line is back', async () => {
  const { visits, breakLine } = await openPage(null);
  expect(visits.screen.value.id).toBe('idle');
  await breakLine(read);
  expect(visits.screen.value.id).toBe('confirmingPerson');
});

test('a card lifted in a break of the line is noticed when the line is back', async () => {
  const { visits, breakLine, press } = await openPage(read);
  await press('yes');
  await breakLine(null);
  expect(visits.screen.value.id).toBe('cardAway.nothing');
});

test('a break of the line that changed nothing is not heard', async () => {
  const { visits, breakLine, press, said } = await openPage(read);
  await press('yes');
  const before = said.length;
  await breakLine(read);
  expect(visits.screen.value.id).toBe('menu');
  expect(said).toHaveLength(before);
});

test('a reader that cannot read is said before a card is asked for, and the card is asked for when it works again', async () => {
  const { visits, readerTrouble, settle, press } = await openPage(null);
  readerTrouble.value = 'reader-missing';
  visits.act({ did: 'touch' });
  await settle();
  expect(visits.screen.value.id).toBe('greeting');
  await press('start');
  expect(visits.screen.value.id).toBe('awaitingCard.reader-missing');
  readerTrouble.value = null;
  expect(visits.screen.value.id).toBe('awaitingCard');
  readerTrouble.value = 'reader-silent';
  expect(visits.screen.value.id).toBe('awaitingCard.reader-silent');
});

test('a screen that nobody answers is said once more after fifteen seconds of silence, and then never again', async () => {
  const { said, clock, touch, press } = await openPage(read);
  await press('yes');
  const before = said.length;
  await clock.advance(13_000);
  touch();
  await clock.advance(14_999);
  expect(said).toHaveLength(before);
  await clock.advance(1);
  expect(said.slice(before)).toEqual(['menu.title']);
  await clock.advance(60_000);
  expect(said).toHaveLength(before + 1);
});

test('the idle screen speaks to nobody a second time', async () => {
  const { said, clock } = await openPage(null);
  const before = said.length;
  await clock.advance(3_600_000);
  expect(said).toHaveLength(before);
});

test('what may be said next is prepared as soon as a screen is up', async () => {
  const { prepared, press } = await openPage(read);
  expect(prepared).toContain('menu');
  await press('yes');
  expect(prepared).toEqual(expect.arrayContaining(['personCalled', 'whereAmI']));
  expect(prepared).not.toContain('menu');
});
