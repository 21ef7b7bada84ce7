import type { FaultOrder } from '../twin.ts';
import { documentedSw3s } from './sw3.ts';
import { encodeAnswer, samCommands } from './codec.ts';
import type { SamCommand } from './codec.ts';

/** What goes wrong inside a reader; what goes wrong on its line is `hardware/faults`. */
const namedFaults = [
  'lift-mid-read', // the card is taken away between select and read
  'silent', // no answer
  'self-test-failed', // 60
  'unauthorised', // 66
  'mangled-select', // a select answer as readers in the field have garbled it
  'extra-aa', // two bytes AA too many in front
  'wrong-words', // the length words in front of a card's content do not add up
  'wrong-sam-id', // nonsense in place of the module's number
] as const;
type NamedFault = (typeof namedFaults)[number];

const sw3Faults = documentedSw3s.map((code) => `sw3-${code.toString(16)}`);
export const twinFaults: readonly string[] = [...namedFaults, ...sw3Faults];

/** The faults of one twin. */
export type TwinFaults = {
  /**
   * Strikes the next `times` answers it concerns. `silent`, `extra-aa`, `self-test-failed`, `unauthorised` and
   * `sw3-00` to `sw3-ff` concern every answer, or with `at` only those to one command: 1 find, 2 select, 3 read,
   * 4 added address, 5 status, 6 SAM id.
   */
  readonly set: (fault: FaultOrder) => boolean;
  /** Whether it strikes now; uses one strike up. */
  readonly strikes: (fault: NamedFault, command: SamCommand | null) => boolean;
  /** The status that is answered in place of the truth; `null` for the truth. */
  readonly forcedSw3: (command: SamCommand | null) => number | null;
  /** The answer as it leaves the reader. */
  readonly spoil: (answer: Uint8Array, command: SamCommand | null) => Uint8Array;
};

const places: readonly (SamCommand | null)[] = [
  null,
  'find',
  'select',
  'read',
  'readAddress',
  'status',
  'samId',
];

export function createTwinFaults(): TwinFaults {
  const left = new Map<string, FaultOrder>();

  function strikes(name: string, command: SamCommand | null): boolean {
    const order = left.get(name);
    if (order === undefined || order.times <= 0) return false;
    if (order.at !== null && places[order.at] !== plain(command)) return false;
    left.set(name, { ...order, times: order.times - 1 });
    return true;
  }

  function forcedSw3(command: SamCommand | null): number | null {
    if (strikes('self-test-failed', command)) return 0x60;
    if (strikes('unauthorised', command)) return 0x66;
    const name = [...left.keys()].find((key) => key.startsWith('sw3-') && strikes(key, command));
    return name === undefined ? null : Number.parseInt(name.slice(4), 16);
  }

  function spoil(answer: Uint8Array, command: SamCommand | null): Uint8Array {
    if (command === 'select' && strikes('mangled-select', command)) return mangledSelect;
    if (command === 'samId' && strikes('wrong-sam-id', command))
      return encodeAnswer(0x90, new Uint8Array(16));
    if (plain(command) === 'read' && answer.length > 100 && strikes('wrong-words', command))
      return misworded(answer);
    return strikes('extra-aa', command) ? Uint8Array.of(0xaa, 0xaa, ...answer) : answer;
  }

  return {
    set(fault) {
      const isKnown = namedFaults.some((name) => name === fault.name) || /^sw3-[0-9a-f]{2}$/.test(fault.name);
      if (isKnown) left.set(fault.name, fault);
      return isKnown;
    },
    strikes,
    forcedSw3,
    spoil,
  };
}

/** With or without fingerprints is the same step of the exchange. */
function plain(command: SamCommand | null): SamCommand | null {
  return command === 'readWithFingerprint' ? 'read' : command;
}

/** Seen in the field: a nought in the preamble, and two data bytes short. */
const mangledSelect = Uint8Array.of(
  0xaa,
  0,
  0xaa,
  0xaa,
  0x96,
  0x69,
  0,
  0x0c,
  0,
  0,
  0x90,
  0,
  0,
  0,
  0,
  0,
  0,
  0x9c,
);

/** A good frame with a text length of 255: seven bytes of head and three of status stand before it. */
function misworded(answer: Uint8Array): Uint8Array {
  const data = answer.slice(10, -1);
  data.set([0x00, 0xff]);
  return encodeAnswer(0x90, data);
}

export function isSamCommand(name: string): name is SamCommand {
  return Object.hasOwn(samCommands, name);
}
