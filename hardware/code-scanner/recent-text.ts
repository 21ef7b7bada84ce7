import type { Clock } from '../../core/lib/clock.ts';

/** Out of sight for so long, a code is a new one. A scanner that looks all the time reads several times a second. */
const forgetMs = 1_000;

/** Whether a text is the one seen just now. Remembers one text for a second after it was last seen, and then nothing. */
export function recentText(clock: Clock): (text: string) => boolean {
  let seen: string | null = null;
  let cancelForget = () => {};

  return (text) => {
    const isRepeat = text === seen;
    seen = text;
    cancelForget();
    cancelForget = clock.after(forgetMs, () => {
      seen = null;
    });
    return isRepeat;
  };
}
