import type { Result } from '../../core/lib/result.ts';

/** Why a card did not answer. `removed`: it is gone; `silent`: no answer in time; `failed`: the reader gave up on it. */
export type ChannelTrouble = 'removed' | 'silent' | 'failed';

/** One inserted card, until it is pulled out: the byte level of PC/SC. */
export type ApduChannel = {
  /** Command in, answer with its status word out, within `deadlineMs`. One at a time. */
  readonly transmit: (command: Uint8Array, deadlineMs: number) => Promise<Result<Uint8Array, ChannelTrouble>>;
};

export type SlotEvent =
  /** A reader is there. */
  | { readonly type: 'up' }
  /** No reader, or nobody to ask for one. */
  | { readonly type: 'down'; readonly state: 'no-device' | 'offline'; readonly cause: string }
  | { readonly type: 'inserted'; readonly channel: ApduChannel }
  /** Powered and no answer to reset: upside down, or no chip. */
  | { readonly type: 'inserted-mute' }
  | { readonly type: 'removed' };

/** A reader of chip cards, whatever stands behind it. */
export type CardSlot = {
  /** Looks for a reader for as long as it takes. */
  readonly start: (onEvent: (event: SlotEvent) => void) => void;
  /** Nothing is told afterwards. */
  readonly stop: () => Promise<void>;
};
