import type { Clock } from '../../core/lib/clock.ts';
import { askProcessId } from './escpos.ts';
import type { Question } from './question.ts';

const idBase = 0x7e - 0x20 + 1;
const idCount = idBase ** 4;

/** A new id with every question. They ascend, and starting from the time keeps them apart from those of an earlier run. */
export function createProcessIds(clock: Clock): () => Question {
  let last = Math.floor(clock.nowMs() / 1_000) % idCount;
  return () => {
    last = (last + 1) % idCount;
    const bytes = idBytes(last);
    const id = String.fromCharCode(...bytes);
    return {
      command: askProcessId(bytes),
      isAnswer: (answer) => answer.kind === 'process-id' && answer.id === id,
      isCertain: true,
    };
  };
}

/** Four characters 20h to 7Eh, most significant first. */
function idBytes(id: number): readonly number[] {
  return [3, 2, 1, 0].map((place) => 0x20 + (Math.floor(id / idBase ** place) % idBase));
}
