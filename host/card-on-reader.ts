import type { CardEvent } from '../core/identity/id-card.ts';

/** The card that lies on the reader, as last told. In memory only, and only for as long as it lies there (I4). */
export type CardOnReader = {
  readonly note: (event: CardEvent) => void;
  readonly now: () => CardEvent | null;
};

export function cardOnReader(): CardOnReader {
  let lying: CardEvent | null = null;
  return {
    note(event) {
      lying = event.state === 'lifted' ? null : event;
    },
    now: () => lying,
  };
}
