import { encodeGb18030 } from '../printer/gb18030.ts';
import type { ChipContent } from './chip.ts';

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

/** Two digits a byte. */
function packed(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function filled(value: Uint8Array, length: number): Uint8Array {
  const whole = new Uint8Array(length);
  whole.set(value.subarray(0, length));
  return whole;
}

const complete = {
  cardId: packed('110100D15600000501A1B2C3D4E5F601'),
  issueDay: packed('20160301'),
  validUntil: packed('20460301'),
  cardNumber: ascii('A12345678'),
  number: ascii('11010119490301002X'),
  name: filled(encodeGb18030('王秀英'), 30),
  sex: ascii('2'),
  ethnicCode: packed('01'),
  birthplaceCode: packed('110101'),
  birthDay: packed('19490301'),
};
const resident = {
  hasApplication: true,
  values: complete,
  numbering: 'tag',
  answers: 'on-request',
} as const satisfies ChipContent;

/** Cards that lie ready beside the demo reader. Every person and number is invented. */
export const demoChips = {
  resident,
  /** Records of EF06 counted from 1, data at once. */
  'counted-records': { ...resident, numbering: 'count', answers: 'at-once' },
  /** A province that keeps the citizen number and the name behind the PIN. */
  sparse: { ...resident, values: { cardNumber: complete.cardNumber, validUntil: complete.validUntil } },
  'wrong-check-digit': { ...resident, values: { ...complete, number: ascii('110101194903010021') } },
  /** A length byte that its own bytes do not keep is made by the fault `broken-record`; this one holds a day of no calendar. */
  'wrong-day': { ...resident, values: { ...complete, birthDay: packed('19490231') } },
  /** A bank's own card. */
  foreign: { ...resident, hasApplication: false },
} as const satisfies Readonly<Record<string, ChipContent>>;
export type DemoChip = keyof typeof demoChips;

export function isDemoChip(name: string): name is DemoChip {
  return Object.hasOwn(demoChips, name);
}
