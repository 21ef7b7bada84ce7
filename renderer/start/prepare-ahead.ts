import type { Screen } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';
import { spokenOrder } from '../customer/spoken-order.ts';
import type { Speech } from './speech.ts';

/** The voice keeps two dozen sentences; half of them leave room for those of the screen before. */
export const mostAhead = 12;

/** `ahead` is asked in an idle moment, when the screen itself has long been painted. */
export type PrepareAhead = (here: Screen, ahead: () => readonly Screen[]) => void;

/**
 * Fetches, one in each idle moment, the words with which the next screens begin, so that the voice begins as soon as
 * they come up. A newer screen ends the work for the one before.
 *
 * @param idleMoment resolves when the page has nothing better to do
 */
export function createPrepareAhead(
  prepare: Speech['prepare'],
  idleMoment: () => Promise<void>,
): PrepareAhead {
  let newest = 0;
  return (here, ahead) => {
    newest += 1;
    void work(newest);

    async function work(mine: number): Promise<void> {
      await idleMoment();
      if (mine !== newest) return;
      for (const line of firstWords([...ahead(), here])) {
        await idleMoment();
        if (mine !== newest) return;
        await prepare(line);
      }
    }
  };
}

/** The title of each, then what each says next. */
function firstWords(screens: readonly Screen[]): readonly Line[] {
  const orders = screens.map(spokenOrder);
  const titles = orders.flatMap((lines) => lines.slice(0, 1));
  const seconds = orders.flatMap((lines) => lines.slice(1, 2));
  return [...titles, ...seconds].slice(0, mostAhead);
}
