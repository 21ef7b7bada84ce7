import { describe as group, expect, test } from 'vitest';
import type { FromWorker } from '../../../core/handwriting/messages.ts';
import {
  isOver,
  stepRecognising,
  unopened,
  type RecognisingEffect,
  type RecognisingEvent,
} from '../../../core/handwriting/recognising.ts';
import type { Writing } from '../../../core/handwriting/strokes.ts';

const one: Writing = [[[0, 0]]];
const two: Writing = [[[0, 0]], [[1, 1]]];

/** Plays events; remembers the state and what the last one led to. */
function play(...events: readonly RecognisingEvent[]) {
  let state = unopened;
  let effects: readonly RecognisingEffect[] = [];
  const player = {
    state: () => state,
    effects: () => effects,
    send(event: RecognisingEvent) {
      ({ state, effects } = stepRecognising(state, event));
      return player;
    },
    hear: (message: FromWorker) => player.send({ type: 'HEARD', message }),
  };
  for (const event of [{ type: 'OPENED' } as const, ...events]) player.send(event);
  return player;
}

const ask = (writing: Writing) => ({ type: 'ASKED', writing }) as const;
const matched = (id: number, ...characters: string[]) => ({ told: 'matched', id, characters }) as const;
const read = (id: number, ...characters: string[]) => ({ told: 'read', id, characters }) as const;
const unread = (id: number) => ({ told: 'read', id, characters: null }) as const;

test('a worker is started at once, so that it loads while the customer begins to write', () => {
  expect(play().effects()).toEqual([{ do: 'start' }]);
});

group('a writing', () => {
  test('is told of twice: what the matcher sees, then what both do', () => {
    const player = play(ask(one));
    expect(player.effects()).toEqual([{ do: 'send', message: { id: 1, writing: one } }]);
    player.hear(matched(1, '一'));
    expect(player.effects()).toEqual([{ do: 'tell', sight: { read: null, matched: ['一'] } }]);
    player.hear(read(1, '二'));
    expect(player.effects()).toEqual([{ do: 'tell', sight: { read: ['二'], matched: ['一'] } }]);
  });

  test('that is newer waits for the one under way, of which nothing is told any more', () => {
    const player = play(ask(one), ask(two));
    expect(player.effects()).toEqual([]);
    expect(player.hear(matched(1, '一')).effects()).toEqual([]);
    expect(player.hear(read(1, '一')).effects()).toEqual([{ do: 'send', message: { id: 2, writing: two } }]);
    expect(player.hear(matched(2, '二')).effects()).toEqual([
      { do: 'tell', sight: { read: null, matched: ['二'] } },
    ]);
  });

  test('that is forgotten is told of no more', () => {
    const player = play(ask(one), { type: 'FORGOTTEN' });
    expect(player.hear(matched(1, '一')).effects()).toEqual([]);
    expect(player.hear(read(1, '一')).effects()).toEqual([]);
  });

  test('that came before anything was loaded is asked again when something is', () => {
    const player = play(ask(one));
    expect(player.hear(matched(1)).effects()).toEqual([]);
    expect(player.hear(unread(1)).effects()).toEqual([]);
    expect(player.hear({ told: 'ready' }).effects()).toEqual([
      { do: 'send', message: { id: 1, writing: one } },
    ]);
  });
});

group('a part that does not work', () => {
  test('is reported once, and the other goes on alone', () => {
    const player = play(ask(one)).hear({ told: 'trouble', trouble: 'reader-altered' });
    expect(player.effects()).toEqual([{ do: 'report', trouble: 'reader-altered' }]);
    expect(player.hear({ told: 'trouble', trouble: 'reader-altered' }).effects()).toEqual([]);
    player.hear(matched(1, '一'));
    expect(player.effects()).toEqual([{ do: 'tell', sight: { read: null, matched: ['一'] } }]);
    expect(isOver(player.state())).toBe(false);
  });

  test('leaves the reader alone where it is the matcher', () => {
    const player = play(ask(one)).hear({ told: 'trouble', trouble: 'templates-missing' });
    player.hear(matched(1)).hear(read(1, '一'));
    expect(player.effects()).toEqual([{ do: 'tell', sight: { read: ['一'], matched: [] } }]);
  });

  test('and the other one too: the customer is told that nothing can be recognised', () => {
    const player = play(ask(one)).hear({ told: 'trouble', trouble: 'templates-missing' });
    player.hear({ told: 'trouble', trouble: 'reader-missing' });
    expect(player.effects()).toEqual([
      { do: 'report', trouble: 'reader-missing' },
      { do: 'tell', sight: null },
    ]);
    expect(player.send(ask(two)).effects()).toEqual([{ do: 'tell', sight: null }]);
  });
});

group('a worker', () => {
  test.each([
    ['WORKER_DIED', 'worker-died'],
    ['WORKER_SILENT', 'worker-silent'],
  ] as const)('that is lost (%s) is started anew once, and gets the writing again', (type, trouble) => {
    const player = play(ask(one), { type });
    expect(player.effects()).toEqual([
      { do: 'end' },
      { do: 'start' },
      { do: 'report', trouble },
      { do: 'send', message: { id: 1, writing: one } },
    ]);
    expect(player.hear(matched(1, '一')).effects()).toEqual([
      { do: 'tell', sight: { read: null, matched: ['一'] } },
    ]);
  });

  test('that is lost a second time is given up, and the customer is told', () => {
    const player = play(ask(one), { type: 'WORKER_DIED' }, { type: 'WORKER_DIED' });
    expect(player.effects()).toEqual([{ do: 'end' }, { do: 'tell', sight: null }]);
    expect(isOver(player.state())).toBe(true);
    expect(player.send(ask(two)).effects()).toEqual([{ do: 'tell', sight: null }]);
  });
});
