import { addressBytes, encodeAnswer } from './codec.ts';
import type { SamCommand } from './codec.ts';
import { encodeTextBlock, putText } from './text-block.ts';
import type { CardText } from './text-block.ts';
import type { TwinFaults } from './twin-faults.ts';

/** A card for the twin: what its chip says, right or wrong. */
export type TwinCard = CardText & {
  /** Added when its holder moved (追加地址). */
  readonly latestAddress?: string;
  /** 1024 bytes of WLT; noughts unless told, as in the golden vectors. */
  readonly photo?: Uint8Array;
  /** In place of the letter of its kind. */
  readonly letter?: string;
};

/** The security module behind the twin's serial line: commands in, whole answer frames out. */
export type VirtualSam = {
  /** `null` asks for something it does not know. An empty answer is silence. */
  readonly answerTo: (command: SamCommand | 'setting' | null) => Uint8Array;
  readonly lay: (card: TwinCard) => void;
  readonly lift: () => void;
};

export type FingerprintBytes = 0 | 512 | 1024;

/** @param isSticky a card is found once, then not again until it is lifted, as some modules do */
export function virtualSam(
  faults: TwinFaults,
  fingerprintBytes: FingerprintBytes,
  isSticky: () => boolean,
): VirtualSam {
  let card: TwinCard | null = null;
  let hasFound = false;
  let hasSelected = false;

  function place(next: TwinCard | null): void {
    card = next;
    hasFound = false;
    hasSelected = false;
  }

  function find(): Uint8Array {
    if (card === null || (hasFound && isSticky())) return encodeAnswer(0x80);
    hasFound = true;
    return encodeAnswer(0x9f, new Uint8Array(4));
  }

  function select(): Uint8Array {
    hasSelected = hasFound;
    return hasSelected ? encodeAnswer(0x90, new Uint8Array(8)) : encodeAnswer(0x81);
  }

  function read(command: SamCommand, dataOf: (card: TwinCard) => Uint8Array | null): Uint8Array {
    if (faults.strikes('lift-mid-read', command)) place(null);
    if (card === null || !hasSelected) return encodeAnswer(0x41);
    const data = dataOf(card);
    return data === null ? encodeAnswer(0x91) : encodeAnswer(0x90, data);
  }

  function answerTo(command: SamCommand | 'setting' | null): Uint8Array {
    switch (command) {
      case 'reset':
      case 'status':
      case 'setting':
        return encodeAnswer(0x90);
      case 'samId':
        return encodeAnswer(0x90, samId);
      case 'find':
        return find();
      case 'select':
        return select();
      case 'read':
        return read(command, (laid) => contentOf(laid, []));
      case 'readWithFingerprint':
        return read(command, (laid) => contentOf(laid, [fingerprintBytes]));
      case 'readAddress':
        return read(command, addressOf);
      case null:
        return encodeAnswer(0x21);
      default:
        return command satisfies never;
    }
  }

  return { answerTo, lay: place, lift: () => place(null) };
}

/** 05.03-20150615-0000012345-0006789012, invented. */
const samId = Uint8Array.of(5, 0, 3, 0, 0x57, 0x79, 0x33, 1, 0x39, 0x30, 0, 0, 0x94, 0x97, 0x67, 0);
const photoBytes = 1024;

function contentOf(card: TwinCard, more: readonly number[]): Uint8Array {
  const text = encodeTextBlock(card, card.letter);
  const words = [text.length, photoBytes, ...more].flatMap((word) => [word >> 8, word & 0xff]);
  const { photo = new Uint8Array(photoBytes) } = card;
  return Uint8Array.of(...words, ...text, ...photo, ...more.flatMap((bytes) => [...new Uint8Array(bytes)]));
}

function addressOf({ latestAddress }: TwinCard): Uint8Array | null {
  if (latestAddress === undefined) return null;
  const data = new Uint8Array(addressBytes);
  putText(data, [0, addressBytes], latestAddress);
  return data;
}
