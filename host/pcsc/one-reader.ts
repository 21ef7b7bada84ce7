import { unreachable } from '../../core/lib/unreachable.ts';
import type { ApduChannel, SlotEvent } from '../../hardware/social-security-card/card-slot.ts';
import type { PcscEvent } from './pcsc-child.ts';

export type ReaderEvent = Extract<PcscEvent, { readonly reader: string }>;

/** Turns what happens in several readers into what happens in one; a card in a second reader waits for nobody. */
export function oneReader(tell: (event: SlotEvent) => void) {
  const names = new Set<string>();
  /** Where the card is that was told of; a null name for a card whose reader did not say which it is. */
  let inserted: { readonly reader: string | null } | null = null;

  function detach(reader: string): void {
    names.delete(reader);
    remove(reader);
    if (names.size === 0) tell({ type: 'down', state: 'no-device', cause: 'reader-missing' });
  }

  /** A removal that PC/SC has not told is told in its place: two cards do not fit in one reader. */
  function insert(reader: string, event: SlotEvent): void {
    remove(reader);
    if (inserted !== null) return;
    inserted = { reader };
    tell(event);
  }

  function insertMute(): void {
    if (inserted !== null) return;
    inserted = { reader: null };
    tell({ type: 'inserted-mute' });
  }

  function remove(reader: string): void {
    if (inserted === null || (inserted.reader ?? reader) !== reader) return;
    inserted = null;
    tell({ type: 'removed' });
  }

  return {
    /** A card is in somewhere and gives no answer to reset. */
    mute: insertMute,
    /** @param channel to a card in the reader of this event */
    take({ kind, reader }: ReaderEvent, channel: ApduChannel): void {
      switch (kind) {
        case 'reader-attached':
          names.add(reader);
          return tell({ type: 'up' });
        case 'reader-detached':
          return detach(reader);
        case 'card-inserted':
          return insert(reader, { type: 'inserted', channel });
        case 'card-removed':
          return remove(reader);
        default:
          return unreachable(kind);
      }
    },
  };
}
