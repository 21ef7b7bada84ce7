import type { Dice } from '../world/dice.ts';

/** What befalls a journal while no host runs: bytes that turned, a lost tail, a lost file, a lost folder. */
export const journalDamages = ['flipped', 'tail-cut', 'segment-lost', 'wiped'] as const;
export type JournalDamage = (typeof journalDamages)[number];

type Files = ReadonlyMap<string, Buffer>;

export function damaged(files: Files, damage: JournalDamage, dice: Dice): Files {
  const names = [...files.keys()];
  if (names.length === 0) return files;
  const name = dice.pick(names);
  const content = files.get(name) ?? Buffer.alloc(0);
  switch (damage) {
    case 'flipped':
      return new Map([...files, [name, flipped(content, dice)]]);
    case 'tail-cut':
      return new Map([...files, [name, content.subarray(0, dice.below(content.length + 1))]]);
    case 'segment-lost':
      return new Map([...files].filter(([other]) => other !== name));
    case 'wiped':
      return new Map();
  }
}

/** A line that names this does not read any more. */
export function spoiled(files: Files, word: string): Files {
  return new Map([...files].map(([name, content]) => [name, withoutWord(content, word)]));
}

function withoutWord(content: Buffer, word: string): Buffer {
  const at = content.indexOf(word);
  if (at < 0) return content;
  const copy = Buffer.from(content);
  copy.fill('#', at, at + word.length);
  return withoutWord(copy, word);
}

function flipped(content: Buffer, dice: Dice): Buffer {
  if (content.length === 0) return content;
  const copy = Buffer.from(content);
  const at = dice.below(copy.length);
  copy[at] = (copy[at] ?? 0) ^ (1 << dice.below(8));
  return copy;
}
