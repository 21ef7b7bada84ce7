import type { Clock } from '../../core/lib/clock.ts';
import type { FromWorker, HandwritingTrouble } from '../../core/handwriting/messages.ts';
import { createRecogniser, type Recogniser } from './recogniser.ts';

/** A recogniser in a worker of this page. */
export function openRecogniser(
  clock: Pick<Clock, 'after'>,
  onTrouble: (trouble: HandwritingTrouble) => void,
): Recogniser {
  return createRecogniser({
    clock,
    onTrouble,
    startWorker({ onMessage, onDeath }) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => onMessage(data));
      worker.addEventListener('error', (event) => {
        // The page lives on without it, and is told.
        event.preventDefault();
        onDeath();
      });
      return { send: (message) => worker.postMessage(message), end: () => worker.terminate() };
    },
  });
}
