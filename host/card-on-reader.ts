import type { DeviceReport } from '../core/devices/states.ts';
import type { CardEvent } from '../core/identity/id-card.ts';

/** The card that lies on the reader, as last told. In memory only, and only for as long as it lies there (I4). */
export type CardOnReader = {
  readonly note: (event: CardEvent) => void;
  /** Forgets the card when its reader is not online: nobody sees any more whether it is taken away or exchanged. */
  readonly hear: (report: DeviceReport) => void;
  readonly now: () => CardEvent | null;
};

export function cardOnReader(): CardOnReader {
  let lying: CardEvent | null = null;
  return {
    note(event) {
      lying = event.state === 'lifted' ? null : event;
    },
    hear({ device, state }) {
      if (device === 'id-card-reader' && state !== 'online') lying = null;
    },
    now: () => lying,
  };
}
