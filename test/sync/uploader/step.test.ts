import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step, type Effect, type Event, type State } from '../../../sync/uploader/step.ts';

const firstContactMs = 41_000;
const stopped: State = { at: 'stopped' };
const failed = (change: Partial<Extract<Event, { type: 'FAILED' }>> = {}): Event => ({
  type: 'FAILED',
  isBusy: false,
  retryAfterMs: null,
  ...change,
});

/** What happens, one after the other; the effects are those of the last. */
function after(events: readonly Event[], from: State = stopped) {
  let state = from;
  let effects: readonly Effect[] = [];
  for (const event of events) ({ state, effects } = step(state, event, firstContactMs));
  return { state, effects };
}

const started: Event[] = [{ type: 'STARTED' }, { type: 'TIMED_OUT' }];
const rows: Event = { type: 'ROWS_READ', found: true, dueInMs: 0 };
const nothing = (dueInMs = 300_000): Event => ({ type: 'ROWS_READ', found: false, dueInMs });
const sending: Event[] = [...started, rows];
const answered: Event = { type: 'ANSWERED' };

describe('the first contact', () => {
  it('is spread, so that a branch that gets its power back does not come all at once', () => {
    expect(after([{ type: 'STARTED' }]).effects).toEqual([
      { do: 'wait', fromMs: firstContactMs, toMs: firstContactMs },
    ]);
  });

  it('is spread again when the line comes back, whatever the failures before', () => {
    const { state, effects } = after([...sending, failed(), { type: 'ONLINE' }]);
    expect(effects).toEqual([{ do: 'wait', fromMs: firstContactMs, toMs: firstContactMs }]);
    expect(state).toMatchObject({ failures: 0 });
  });
});

describe('draining', () => {
  it('sends what it reads, and reads on at once when it is answered', () => {
    expect(after(sending).effects).toEqual([{ do: 'send' }]);
    expect(after([...sending, answered]).effects).toEqual([{ do: 'read' }]);
  });

  it('rests when nothing waits, and a new record wakes it at once', () => {
    expect(after([...started, nothing()])).toEqual({
      state: { at: 'resting' },
      effects: [{ do: 'wait', fromMs: 300_000, toMs: 300_000 }],
    });
    expect(after([...started, nothing(), { type: 'NUDGED' }]).effects).toEqual([{ do: 'read' }]);
  });

  it('sleeps exactly until something that is held back may go', () => {
    const resting = after([...started, nothing(7_000)]);
    expect(resting.effects).toEqual([{ do: 'wait', fromMs: 7_000, toMs: 7_000 }]);
    expect(step(resting.state, { type: 'TIMED_OUT' }, firstContactMs).effects).toEqual([{ do: 'read' }]);
  });

  it('does not overlook a record that came while it was reading', () => {
    const { effects } = after([...started, { type: 'NUDGED' }, nothing(7_000)]);
    expect(effects).toEqual([{ do: 'read' }]);
  });
});

describe('a failure', () => {
  it('is waited out up to twice as long each time, never beyond five minutes, with full jitter', () => {
    let state = after(sending).state;
    const bounds: Effect[] = [];
    for (let at = 0; at < 10; at += 1) {
      const next = after([failed()], state);
      bounds.push(next.effects[0]!);
      state = after([{ type: 'TIMED_OUT' }, rows], next.state).state;
    }
    expect(bounds.map((wait) => wait.do === 'wait' && [wait.fromMs, wait.toMs / 1_000])).toEqual(
      [2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((seconds) => [0, seconds]),
    );
  });

  it('is forgotten with the next good answer', () => {
    const { state } = after([...sending, failed(), { type: 'TIMED_OUT' }, rows, answered]);
    expect(state).toMatchObject({ failures: 0 });
  });

  it('is not counted when the hub only asks for patience', () => {
    const { state, effects } = after([...sending, failed({ isBusy: true })]);
    expect(state).toMatchObject({ failures: 0, told: false });
    expect(effects).toEqual([{ do: 'wait', fromMs: 0, toMs: 2_000 }]);
  });

  it('in reading our own rows is waited out like any other', () => {
    expect(after([...started, failed()]).state).toMatchObject({ at: 'waiting', failures: 1 });
  });
});

describe('the word of the hub on when to come again', () => {
  const told = after([...sending, failed({ isBusy: true, retryAfterMs: 120_000 })]);

  it('is kept to, plus a second of jitter', () => {
    expect(told.effects).toEqual([{ do: 'wait', fromMs: 120_000, toMs: 121_000 }]);
  });

  it('is shortened by nothing: neither a new record nor the line coming back', () => {
    for (const type of ['NUDGED', 'ONLINE'] as const)
      expect(step(told.state, { type }, firstContactMs)).toEqual({ state: told.state, effects: [] });
  });

  it('is believed for an hour at most', () => {
    const { effects } = after([...sending, failed({ retryAfterMs: 1e12 })]);
    expect(effects).toEqual([{ do: 'wait', fromMs: 3_600_000, toMs: 3_601_000 }]);
  });
});

describe('stopping', () => {
  it('lets nothing more happen, whatever arrives late', () => {
    const { state } = after([...sending, { type: 'STOPPED' }]);
    for (const late of [answered, { type: 'TIMED_OUT' }, failed()] as Event[])
      expect(step(state, late, firstContactMs)).toEqual({ state: stopped, effects: [] });
  });
});

const anyEvent: fc.Arbitrary<Event> = fc.oneof(
  fc.constantFrom<Event>(
    { type: 'STARTED' },
    { type: 'NUDGED' },
    { type: 'ONLINE' },
    { type: 'TIMED_OUT' },
    nothing(),
    nothing(5_000),
    rows,
    answered,
  ),
  fc.record({
    type: fc.constant('FAILED' as const),
    isBusy: fc.boolean(),
    retryAfterMs: fc.option(fc.nat(1e6)),
  }),
);

describe('whatever happens in whatever order', () => {
  it('never has two requests under way, and never hangs: it works, waits for a time, or has nothing to send', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
        let state: State = { at: 'stopped' } as State;
        let underWay = 0;
        let isWaiting = false;
        for (const event of events) {
          if (event.type === 'TIMED_OUT' && !isWaiting) continue;
          const isAnswer = event.type === 'ROWS_READ' || event.type === 'ANSWERED' || event.type === 'FAILED';
          if (isAnswer && underWay === 0) continue;
          if (event.type === 'ROWS_READ' && state.at !== 'reading') continue;
          if (event.type === 'ANSWERED' && state.at !== 'sending') continue;
          if (isAnswer) underWay -= 1;
          if (event.type === 'TIMED_OUT') isWaiting = false;
          const next = step(state, event, firstContactMs);
          state = next.state;
          for (const effect of next.effects) {
            if (effect.do === 'read' || effect.do === 'send') underWay += 1;
            if (effect.do === 'wait') isWaiting = true;
            if (effect.do === 'stopWaiting') isWaiting = false;
          }
          expect(underWay).toBe(state.at === 'reading' || state.at === 'sending' ? 1 : 0);
          if (state.at === 'waiting') expect(isWaiting).toBe(true);
        }
      }),
    );
  });
});
