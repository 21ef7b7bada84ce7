import { describe, expect, test } from 'vitest';
import { paceMs } from '../../../hardware/id-card/reader-moves.ts';
import type { ReaderState, ReaderStep } from '../../../hardware/id-card/reader-state.ts';
import { readerStart, readerStep } from '../../../hardware/id-card/reader-steps.ts';
import type { Outcome } from '../../../hardware/id-card/sam-line.ts';

const silent: Outcome = { is: 'silent' };
const garbled: Outcome = { is: 'garbled' };
const noCard: Outcome = { is: 'no-card' };
const unreadable: Outcome = { is: 'card-failed', trouble: 'card-unreadable' };
const found: Outcome = { is: 'done', data: new Uint8Array(4) };

/** What each of these answers in a row leads to. */
function after(start: ReaderState, ...outcomes: readonly Outcome[]): ReaderStep[] {
  let state = start;
  return outcomes.map((outcome) => {
    const step = readerStep(state, { type: 'OUTCOME', outcome });
    state = step.state;
    return step;
  });
}

function wordsOf({ effects }: ReaderStep): string[] {
  return effects.map((effect) => {
    switch (effect.do) {
      case 'ask':
        return `ask ${effect.command} after ${effect.afterMs}`;
      case 'tell':
        return effect.event.state === 'trouble'
          ? `tell ${effect.event.trouble}`
          : `tell ${effect.event.state}`;
      case 'report':
        return `report ${effect.report.state}`;
      default:
        return effect.do;
    }
  });
}

const checking: ReaderState = { at: 'checking', resume: { to: 'seek' }, silences: 0 };
const seeking: ReaderState = { at: 'seeking', garbles: 0 };
const watching: ReaderState = { at: 'watching', misses: 0, sticky: 'no' };

describe('patience', () => {
  test('ends with the fifth silence in a row: the connection itself is suspected', () => {
    const steps = after(checking, silent, silent, silent, silent, silent);
    expect(steps.map((step) => wordsOf(step).at(-1))).toEqual([
      ...Array.from({ length: 4 }, () => `ask status after ${paceMs.recover}`),
      'hang-up',
    ]);
  });

  test('begins anew with a garbled answer, which is at least a sign of life', () => {
    const steps = after(checking, silent, silent, silent, silent, garbled, silent, silent, silent, silent);
    expect(steps.flatMap(wordsOf)).not.toContain('hang-up');
  });

  test('with damaged answers ends at the third, and not with the search', () => {
    const steps = after(seeking, garbled, garbled, garbled);
    const ask = `ask find after ${paceMs.seek}`;
    expect(steps.map(wordsOf)).toEqual([[ask], [ask], ['report hardware-error', ask]]);
  });

  test('with a card that is no longer found ends at the second miss, by trying to read it', () => {
    const steps = after(watching, noCard, noCard, unreadable);
    expect(steps.map(wordsOf)).toEqual([
      [`ask find after ${paceMs.watch}`],
      ['ask read after 0'],
      ['tell lifted', 'ask find after 0'],
    ]);
  });

  test('with a card that fails ends after the first read and three retries', () => {
    const oneTry = [found, found, unreadable];
    const steps = after(seeking, ...oneTry, ...oneTry, ...oneTry, ...oneTry);
    const told = steps.flatMap(wordsOf).filter((words) => words.startsWith('tell'));
    expect(told).toEqual(['tell laid', 'tell card-unreadable']);
    expect(steps.filter((step) => wordsOf(step).includes('ask read after 0'))).toHaveLength(4);
    expect(wordsOf(steps.at(-1)!)).toEqual(['tell card-unreadable', `ask find after ${paceMs.watch}`]);
  });

  test.each([noCard, unreadable])(
    'with a card that is neither found nor selected again ends at once',
    (outcome) => {
      const steps = after(seeking, found, unreadable, noCard, outcome);
      expect(wordsOf(steps.at(-1)!)).toEqual([
        'tell card-lifted-too-soon',
        'tell lifted',
        'ask find after 0',
      ]);
      // Found again, or the reader out of breath, it may lie there still.
      for (const other of [
        after(seeking, found, unreadable, found, outcome),
        after(seeking, found, unreadable, noCard, garbled),
      ])
        expect(other.at(-1)!.state).toEqual({ at: 'refinding', attempt: 3 });
    },
  );

  test('with silence in the middle of a read ends after the second one', () => {
    const steps = after(seeking, found, found, silent, found, found, noCard, found, silent);
    // status, number of the module, find, select, read: the second silence
    expect(steps.map(({ state }) => state.at)).toEqual([
      'selecting',
      'reading',
      'checking',
      'identifying',
      'identifying',
      'identifying',
      'refinding',
      'checking',
    ]);
    const [again] = after(steps.at(-1)!.state, found);
    expect(again!.state).toMatchObject({ at: 'identifying', resume: { to: 'reread', attempt: 5 } });
  });
});

test('the pauses between questions are those that the customer’s waiting is reckoned with', () => {
  expect(paceMs).toEqual({ seek: 10, retry: 50, watch: 100, probe: 500, recover: 500 });
});

test('an answer to a connection that is lost means nothing', () => {
  expect(readerStep(readerStart, { type: 'OUTCOME', outcome: found })).toEqual({
    state: readerStart,
    effects: [],
  });
});

test('an answer about a card to a question about the reader is a fault of the reader', () => {
  for (const outcome of [noCard, unreadable])
    expect(wordsOf(after(checking, outcome)[0]!)).toEqual([
      'report hardware-error',
      `ask status after ${paceMs.recover}`,
    ]);
});

test.each(['gone', 'stalled', 'closed'] as const)(
  'a reader lost because its line is %s is named after it',
  (cause) => {
    const { effects } = readerStep(watching, { type: 'LOST', cause });
    expect(effects).toEqual([
      {
        do: 'report',
        report:
          cause === 'gone'
            ? { device: 'id-card-reader', state: 'no-device', cause: 'reader-missing' }
            : { device: 'id-card-reader', state: 'offline', cause: 'reader-silent' },
      },
    ]);
  },
);

describe('while a card that has been dealt with lies there', () => {
  const failed: Outcome = { is: 'reader-failed', trouble: 'reader-fault' };

  test.each([
    ['garbled', garbled, 'watching'],
    ['failed', failed, 'checking'],
    ['silent', silent, 'checking'],
  ] as const)('a reader that is %s says nothing of it to the customer', (_, outcome, at) => {
    for (const state of [watching, { at: 'probing', sticky: 'no' }] as const) {
      const [step] = after(state, outcome);
      expect(step!.state).toMatchObject({ at });
      expect(wordsOf(step!).join()).not.toContain('tell');
      const resume = outcome === failed ? { to: 'lift-and-seek' } : { to: 'watch', sticky: 'no' };
      if (at === 'checking') expect(step!.state).toMatchObject({ resume });
    }
  });

  const probing: ReaderState = { at: 'probing', sticky: 'no' };

  test('one that only a read can find, twice in a row, makes the reader a sticky one', () => {
    const steps = after(probing, found, noCard, found);
    expect(steps.map(({ state }) => state)).toEqual([
      { at: 'watching', misses: 0, sticky: 'maybe' },
      { at: 'probing', sticky: 'maybe' },
      { at: 'watching', misses: 0, sticky: 'yes' },
    ]);
    expect(steps.flatMap(wordsOf).join()).not.toContain('tell');
  });

  test('one that is found again was only missed, and the suspicion is gone', () => {
    expect(after(probing, found, found).at(-1)!.state).toEqual(watching);
  });

  test('one that is neither found nor read under suspicion is lifted', () => {
    expect(wordsOf(after(probing, found, noCard, unreadable).at(-1)!)).toContain('tell lifted');
  });
});
