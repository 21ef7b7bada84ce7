import { useContext, useEffect, useState } from 'preact/hooks';
import type { LetterPad } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';
import { HandwritingContext } from './handwriting.ts';
import type { Recognition } from './use-writing.ts';

/** Hands that rest so long have finished a character, or their owner is looking for help. */
const handsRestMs = 1_500;

/**
 * Says what stands above the paper or the letter keys: once a character, when the hands rest.
 *
 * @param marks strokes or letters so far
 */
export function usePrompt(at: Recognition['at'] | LetterPad['at'], prompt: Line, marks: number): void {
  const { clock, say } = useContext(HandwritingContext);
  const [saidAt, setSaidAt] = useState<typeof at>('blank');
  useEffect(() => {
    if (at === 'blank') return setSaidAt('blank');
    if (at === 'looking' || at === 'coming' || at === saidAt) return undefined;
    return clock.after(handsRestMs, () => {
      setSaidAt(at);
      say([prompt]);
    });
  }, [at, marks, saidAt, clock, say]);
}
