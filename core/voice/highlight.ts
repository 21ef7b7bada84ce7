import type { RenderedLine } from '../strings/line.ts';
import type { Mark } from './pack.ts';

/** A stretch of `shown`, UTF-16 places. */
export type Stretch = { readonly from: number; readonly to: number };

/**
 * Which stretch of the shown line lights up at a moment of its sound. A literal lights word by word; a number or name,
 * worded differently for the ear, lights as one; a line that is not in step lights as a whole.
 *
 * @param atMs position in the sound
 */
export function litStretch(line: RenderedLine, marks: readonly Mark[], atMs: number): Stretch {
  const mark = marks.findLast(([, , beginsMs]) => beginsMs <= atMs);
  if (!line.inStep || mark === undefined) return { from: 0, to: line.shown.length };
  const [start, end] = mark;
  return { from: shownPlace(line, start, 'begin'), to: shownPlace(line, end, 'end') };
}

/** The place in `shown` for a place in `spoken`; inside an unlike piece, the piece's own edge. */
function shownPlace(line: RenderedLine, spokenPlace: number, edge: 'begin' | 'end'): number {
  let shownAt = 0;
  let spokenAt = 0;
  for (const { shown, spoken } of line.pieces) {
    const inside = spokenPlace - spokenAt;
    const isHere = edge === 'begin' ? inside < spoken.length : inside <= spoken.length;
    if (isHere && shown === spoken) return shownAt + inside;
    if (isHere) return edge === 'begin' ? shownAt : shownAt + shown.length;
    shownAt += shown.length;
    spokenAt += spoken.length;
  }
  return line.shown.length;
}
