import type { Dice } from '../world/dice.ts';

type Stretch = { readonly from: number; readonly to: number };

/** A file as programs see it, and as the disk has it. */
export type DiskFile = {
  content: Buffer;
  /** As of the last sync that succeeded. */
  synced: Buffer;
  /** What a failed sync has dropped: it still reads well, and no later sync that succeeds brings it to the disk. */
  dropped: readonly Stretch[];
};

/** What was written behind the last sync survives to a random length; a cut that was not synced may not have happened. */
export function afterPowerCut(file: DiskFile, dice: Dice): Buffer {
  const certain = commonLength(file.synced, asOnDisk(file));
  if (certain < file.synced.length && dice.chance(50)) return file.synced;
  return asOnDisk(file).subarray(0, dice.between(certain, file.content.length));
}

/** Where something was dropped, the disk has zeros. */
export function asOnDisk({ content, dropped }: DiskFile): Buffer {
  if (dropped.length === 0) return content;
  const bytes = Buffer.from(content);
  for (const { from, to } of dropped) bytes.fill(0, from, to);
  return bytes;
}

export function cutAt(stretches: readonly Stretch[], length: number): readonly Stretch[] {
  return stretches
    .filter(({ from }) => from < length)
    .map(({ from, to }) => ({ from, to: Math.min(to, length) }));
}

export function commonLength(a: Buffer, b: Buffer): number {
  const length = Math.min(a.length, b.length);
  if (a.subarray(0, length).equals(b.subarray(0, length))) return length;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return at;
}
