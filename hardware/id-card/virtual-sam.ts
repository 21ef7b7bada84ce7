import { encodeAnswer } from './codec.ts';
import type { SamCommand } from './codec.ts';
import { encodeTextBlock } from './text-block.ts';
import type { CardText } from './text-block.ts';

/** A card for the twin: what its chip says, right or wrong. */
export type TwinCard = CardText;

export const twinFaults = [
  // these spoil the answer that carries the card's content
  'bad-checksum',
  'wrong-length',
  'noise', // garbage before the answer
  'half-frame', // the answer breaks off
  'lift-mid-read', // the card is taken away between select and read
  // these concern every answer
  'silent',
  'self-test-failed',
  'unauthorised',
  'sticky', // a card is found once, then not again until it is lifted
] as const;
export type TwinFault = (typeof twinFaults)[number];

/** The security module behind the twin's serial line: commands in, whole answer frames out. */
export type VirtualSam = {
  /** `null` asks for something it does not know. An empty answer is silence. */
  readonly answerTo: (command: SamCommand | null) => Uint8Array;
  readonly lay: (card: TwinCard) => void;
  readonly lift: () => void;
  /** Strikes the next `times` answers it concerns; `Infinity` until set to 0. `sticky` is on or off. */
  readonly setFault: (fault: TwinFault, times: number) => void;
};

export function virtualSam(): VirtualSam {
  const faults = faultList();
  let card: TwinCard | null = null;
  let hasFound = false;
  let hasSelected = false;

  function place(next: TwinCard | null): void {
    card = next;
    hasFound = false;
    hasSelected = false;
  }

  function find(): Uint8Array {
    if (card === null || (hasFound && faults.isSet('sticky'))) return answer(0x80);
    hasFound = true;
    return answer(0x9f, new Uint8Array(4));
  }

  function select(): Uint8Array {
    hasSelected = hasFound;
    return hasSelected ? answer(0x90, new Uint8Array(8)) : answer(0x81);
  }

  function read(): Uint8Array {
    if (faults.strikes('lift-mid-read')) place(null);
    if (card === null || !hasSelected) return answer(0x41);
    return spoilt(answer(0x90, readBaseData(card)), faults);
  }

  return {
    answerTo(command) {
      if (faults.strikes('silent')) return nothing;
      if (faults.strikes('self-test-failed')) return answer(0x60);
      if (faults.strikes('unauthorised')) return answer(0x66);
      switch (command) {
        case 'reset':
        case 'status':
          return answer(0x90);
        case 'samId':
          return answer(0x90, samId);
        case 'find':
          return find();
        case 'select':
          return select();
        case 'read':
          return read();
        case null:
          return answer(0x21);
        default:
          return command satisfies never;
      }
    },
    lay: place,
    lift: () => place(null),
    setFault: faults.set,
  };
}

type FaultList = ReturnType<typeof faultList>;

function faultList() {
  const strikesLeft = new Map<TwinFault, number>();
  const left = (fault: TwinFault) => strikesLeft.get(fault) ?? 0;
  return {
    set: (fault: TwinFault, times: number): void => void strikesLeft.set(fault, times),
    isSet: (fault: TwinFault) => left(fault) > 0,
    /** Whether it strikes now; uses one strike up. */
    strikes(fault: TwinFault): boolean {
      const isStruck = left(fault) > 0;
      if (isStruck) strikesLeft.set(fault, left(fault) - 1);
      return isStruck;
    },
  };
}

function spoilt(whole: Uint8Array, faults: FaultList): Uint8Array {
  if (faults.strikes('bad-checksum')) return flipped(whole, whole.length - 1, 0xff);
  if (faults.strikes('wrong-length')) return flipped(whole, 6, 0x10);
  if (faults.strikes('noise')) return Uint8Array.from([...noise, ...whole]);
  if (faults.strikes('half-frame')) return whole.slice(0, whole.length / 2);
  return whole;
}

const nothing = new Uint8Array(0);
/** 05.03-20150615-0000012345-0006789012, invented. */
const samId = Uint8Array.of(5, 0, 3, 0, 0x57, 0x79, 0x33, 1, 0x39, 0x30, 0, 0, 0x94, 0x97, 0x67, 0);
/** Ends in a preamble with an impossible length: the worst place for a scanner to lose its way. */
const noise = [0x00, 0xff, 0x11, 0x22, 0xaa, 0xaa, 0xaa, 0x96, 0x69, 0xff, 0xff];

function answer(sw3: number, data: Uint8Array = nothing): Uint8Array {
  return encodeAnswer({ sw3, data });
}

function readBaseData(card: TwinCard): Uint8Array {
  const photo = new Uint8Array(1024);
  return Uint8Array.from([0x01, 0x00, 0x04, 0x00, ...encodeTextBlock(card), ...photo]);
}

/** The same bytes with some bits of one of them turned over. */
function flipped(bytes: Uint8Array, at: number, bits: number): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ bits);
}
