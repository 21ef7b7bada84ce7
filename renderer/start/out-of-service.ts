import type { Clock } from '../../core/lib/clock.ts';
import type { Act } from '../customer/act.ts';
import type { Machine } from './machine.ts';

/** Whoever has touched nothing for so long has gone to the counter. */
const forgetAfterMs = 60_000;

/** What the glass still does for a customer while no visit can run. */
export type OutOfService = {
  readonly answer: (asked: Extract<Act, { readonly did: 'ask' }>['for']) => void;
  /** Somebody is there now; when they have gone, voice and language are as before them, and the screen says itself. */
  readonly attend: () => void;
};

export type OutOfServiceParts = {
  readonly clock: Clock;
  readonly machine: Pick<Machine, 'host' | 'link'>;
  /** The voice and the language are as for a new customer (I9). */
  readonly forget: () => void;
  /** Says all that stands on the screen. */
  readonly sayScreen: () => void;
};

export function createOutOfService(parts: OutOfServiceParts): OutOfService {
  const { clock, forget, sayScreen } = parts;
  const { host, link } = parts.machine;
  let stopForgetting = () => {};

  return {
    answer(asked) {
      if (asked === 'repeat') sayScreen();
      if (asked === 'person') void host.invoke('staff.call', { reason: 'customer-asked', silent: false });
    },
    attend() {
      stopForgetting();
      stopForgetting = clock.after(forgetAfterMs, () => {
        // The loudspeaker now belongs to the page that took over.
        if (link.peek() === 'replaced') return;
        forget();
        sayScreen();
      });
    },
  };
}
