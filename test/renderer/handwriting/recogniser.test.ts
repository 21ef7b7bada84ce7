import { describe as group, expect, test } from 'vitest';
import type { HandwritingTrouble, ToWorker } from '../../../core/handwriting/messages.ts';
import type { Sight } from '../../../core/handwriting/recognising.ts';
import {
  createRecogniser,
  silentAfterMs,
  type WorkerEars,
} from '../../../renderer/handwriting/recogniser.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** A recogniser and the workers that it starts, as lines whose other end the test holds. */
function bench() {
  const clock = manualClock();
  const workers: { readonly ears: WorkerEars; readonly sent: ToWorker[]; ended: boolean }[] = [];
  const troubles: HandwritingTrouble[] = [];
  const seen: Sight[] = [];
  const recogniser = createRecogniser({
    clock,
    onTrouble: (trouble) => troubles.push(trouble),
    startWorker(ears) {
      const worker = { ears, sent: [] as ToWorker[], ended: false };
      workers.push(worker);
      return {
        send: (message) => worker.sent.push(message),
        end: () => {
          worker.ended = true;
        },
      };
    },
  });
  const ask = () => recogniser.recognise([[[0, 0]]], (sight) => seen.push(sight));
  return { clock, workers, troubles, seen, recogniser, ask };
}

group('the recogniser of the page', () => {
  test('hands a writing to its worker and tells what it sees', () => {
    const { workers, seen, ask } = bench();
    ask();
    expect(workers[0]!.sent).toEqual([{ id: 1, writing: [[[0, 0]]] }]);
    workers[0]!.ears.onMessage({ told: 'matched', id: 1, characters: ['王'] });
    workers[0]!.ears.onMessage({ told: 'read', id: 1, characters: ['玉'] });
    expect(seen).toEqual([
      { read: null, matched: ['王'] },
      { read: ['玉'], matched: ['王'] },
    ]);
  });

  test('ends a worker that falls silent, and no longer listens to it', async () => {
    const { clock, workers, troubles, seen, ask } = bench();
    ask();
    await clock.advance(silentAfterMs);
    expect(workers.map(({ ended }) => ended)).toEqual([true, false]);
    expect(troubles).toEqual(['worker-silent']);
    expect(workers[1]!.sent).toEqual(workers[0]!.sent);
    workers[0]!.ears.onMessage({ told: 'matched', id: 1, characters: ['旧'] });
    workers[0]!.ears.onDeath();
    expect(seen).toEqual([]);
    expect(workers).toHaveLength(2);
  });

  test('waits no longer for a worker that has answered', async () => {
    const { clock, workers, troubles, ask } = bench();
    ask();
    workers[0]!.ears.onMessage({ told: 'matched', id: 1, characters: ['王'] });
    workers[0]!.ears.onMessage({ told: 'read', id: 1, characters: null });
    await clock.advance(silentAfterMs * 3);
    expect(troubles).toEqual([]);
    expect(workers).toHaveLength(1);
  });

  test('says that nothing works once two workers have died', () => {
    const { workers, seen, recogniser, ask } = bench();
    ask();
    workers[0]!.ears.onDeath();
    expect(recogniser.isOver()).toBe(false);
    workers[1]!.ears.onDeath();
    expect(recogniser.isOver()).toBe(true);
    expect(seen).toEqual([null]);
  });
});
