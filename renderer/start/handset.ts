import type { ReadonlySignal } from '@preact/signals';
import type { Privacy } from '../../core/strings/slot-run.ts';
import type { Speech } from './speech.ts';

/**
 * Follows the handset. Whoever takes it hears the screen there, now with the names and numbers that the loudspeaker
 * leaves out; no voice pack holds them, so the engine is made ready while the first sentence is heard. Whoever hangs it
 * up has not asked the loudspeaker to go on (I4); nor may what still waits for a first touch be said when the touch comes:
 * an empty say forgets it, a hush does not.
 */
export function followHandset(
  privacy: ReadonlySignal<Privacy>,
  { say, firstLine, warm }: Pick<Speech, 'say' | 'firstLine' | 'warm'>,
  sayScreen: () => void,
): void {
  let before = privacy.peek();
  privacy.subscribe((now) => {
    const isNews = now !== before;
    before = now;
    if (!isNews) return;
    if (now === 'public') return say([]);
    sayScreen();
    // Not before: the engine speaks one sentence after the other, and the first may be its own.
    void firstLine().then(() => privacy.peek() === 'private' && warm());
  });
}
