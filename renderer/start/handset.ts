import type { ReadonlySignal } from '@preact/signals';
import type { Privacy } from '../../core/strings/slot-run.ts';
import type { Speech } from './speech.ts';

/**
 * Follows the handset. Whoever takes it hears the screen there, now with the names and numbers that the loudspeaker
 * leaves out. Whoever hangs it up has not asked the loudspeaker to go on (I4); nor may what still waits for a first touch
 * be said when the touch comes: an empty say forgets it, a hush does not.
 */
export function followHandset(
  privacy: ReadonlySignal<Privacy>,
  say: Speech['say'],
  sayScreen: () => void,
): void {
  let before = privacy.peek();
  privacy.subscribe((now) => {
    const isNews = now !== before;
    before = now;
    if (!isNews) return;
    if (now === 'private') sayScreen();
    else say([]);
  });
}
