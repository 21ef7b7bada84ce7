/** Does the work in its turn; null where newer work has taken its place. */
export type NewestFirst<T> = (work: () => Promise<T>) => Promise<T | null>;

/**
 * One piece of work at a time, and of those that wait the newest first. Somebody who taps forty times a second asks for
 * forty sentences, of which only the last is wanted: it must not wait for the others to be spoken.
 *
 * @param mostWaiting beyond these the oldest is given up
 */
export function createNewestFirst<T>(mostWaiting: number): NewestFirst<T> {
  const waiting: { readonly begin: () => void; readonly giveUp: () => void }[] = [];
  let isBusy = false;

  function goOn(): void {
    isBusy = false;
    waiting.pop()?.begin();
  }

  return (work) =>
    new Promise((settle, fail) => {
      function begin(): void {
        isBusy = true;
        work().then(settle, fail).finally(goOn);
      }
      if (!isBusy) return begin();
      waiting.push({ begin, giveUp: () => settle(null) });
      if (waiting.length > mostWaiting) waiting.shift()?.giveUp();
    });
}
