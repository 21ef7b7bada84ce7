import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { noHash } from '../../../core/records/envelope.ts';
import { judge, type Link } from '../../../hub/ingest/judge.ts';

const link = (hash: string, previousHash: string): Link => ({ hash, previousHash });
const chain: readonly Link[] = [link('a', noHash), link('b', 'a'), link('c', 'b')];

function held(...sequences: readonly number[]): Map<number, Link> {
  return new Map(sequences.map((sequence) => [sequence, chain[sequence - 1]!]));
}

describe('judging an envelope by its neighbours', () => {
  test('stores the first when it follows nothing', () => {
    expect(judge(held(), 1, chain[0]!)).toBe('store');
    expect(judge(held(), 1, link('a', 'something'))).toBe('bad-chain');
  });

  test('knows what it holds again, and a fork from it', () => {
    expect(judge(held(1, 2), 2, chain[1]!)).toBe('duplicate');
    expect(judge(held(1, 2), 2, link('b2', 'a'))).toBe('fork');
  });

  test('stores a record whose predecessor is still on its way', () => {
    expect(judge(held(1), 3, chain[2]!)).toBe('store');
  });

  test('refuses what names another predecessor, or is not the one its successor names', () => {
    expect(judge(held(1), 2, link('b', 'a2'))).toBe('bad-chain');
    expect(judge(held(1, 3), 2, link('b2', 'a'))).toBe('bad-chain');
  });

  test('in whatever order and however often a chain arrives, it is stored once and whole', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 2, 3), { maxLength: 12 }), (arrivals) => {
        const all = [...arrivals, 1, 2, 3];
        const places = held();
        const stored = all.filter((sequence) => {
          const judgement = judge(places, sequence, chain[sequence - 1]!);
          places.set(sequence, chain[sequence - 1]!);
          return judgement === 'store';
        });
        expect(new Set(stored)).toEqual(new Set([1, 2, 3]));
        expect(stored).toHaveLength(3);
      }),
    );
  });
});
