/** The signs in which a Chinese number is written: the same reading rules serve speech and 大写 capitals. */
export type Numerals = {
  /** 零 to 九. */
  readonly digits: string;
  /** What a lone 2 becomes before 百, 千, 万 and 亿: 两 in speech. */
  readonly two: string;
  readonly ten: string;
  readonly hundred: string;
  readonly thousand: string;
  readonly tenThousand: string;
  readonly hundredMillion: string;
};

type Unit = { readonly worth: bigint; readonly sign: Exclude<keyof Numerals, 'digits' | 'two'> };

const units: readonly Unit[] = [
  { worth: 100_000_000n, sign: 'hundredMillion' },
  { worth: 10_000n, sign: 'tenThousand' },
  { worth: 1_000n, sign: 'thousand' },
  { worth: 100n, sign: 'hundred' },
  { worth: 10n, sign: 'ten' },
];

/**
 * Reads a whole number that is not negative, in full: ten is 一十. A run of zeros inside the number is one 零; zeros at
 * its end are not read.
 */
export function chineseInteger(value: bigint, numerals: Numerals): string {
  const unit = units.find(({ worth }) => value >= worth);
  if (unit === undefined) return numerals.digits.charAt(Number(value));
  const many = value / unit.worth;
  const rest = value % unit.worth;
  const isLoneTwo = many === 2n && unit.sign !== 'ten';
  const head = (isLoneTwo ? numerals.two : chineseInteger(many, numerals)) + numerals[unit.sign];
  if (rest === 0n) return head;
  const skipsAPlace = rest * 10n < unit.worth;
  return head + (skipsAPlace ? numerals.digits.charAt(0) : '') + chineseInteger(rest, numerals);
}
