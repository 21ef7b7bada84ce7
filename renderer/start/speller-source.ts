import { signal, type ReadonlySignal } from '@preact/signals';
import type { Speller } from '../../core/pinyin/speller.ts';

export type SpellerSource = {
  /** `missing`: it could not be loaded; asking again tries again. */
  readonly speller: ReadonlySignal<Speller | 'coming' | 'missing'>;
  /** Loads it where it is not here yet. */
  readonly fetch: () => void;
};

/** Few customers ever spell, so what spelling goes by is no part of the first load. */
export function createSpellerSource(): SpellerSource {
  const speller = signal<Speller | 'coming' | 'missing'>('coming');
  let isUnderWay = false;
  async function load(): Promise<void> {
    try {
      const { openSpeller } = await import('../pinyin/open-speller.ts');
      speller.value = openSpeller();
    } catch {
      speller.value = 'missing';
    } finally {
      isUnderWay = false;
    }
  }
  return {
    speller,
    fetch() {
      if (isUnderWay || typeof speller.peek() === 'object') return;
      isUnderWay = true;
      speller.value = 'coming';
      void load();
    },
  };
}
