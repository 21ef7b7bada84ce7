import type { BloodPressureReading } from '../devices/blood-pressure.ts';
import type { Language } from '../strings/language.ts';
import { slipTexts, type SlipKey } from '../strings/texts/slips.ts';
import type { SlipFacts } from './slip-of.ts';
import { localTime } from './slip-of.ts';
import type { Slip, SlipBlock } from './slip.ts';

/**
 * A blood pressure on paper, for the customer's own doctor: no name on it, because none was asked for.
 *
 * @param measuredAt ISO 8601 UTC
 */
export function readingSlip(
  { systolicMmHg, diastolicMmHg, pulsePerMinute }: BloodPressureReading,
  measuredAt: string,
  facts: Pick<SlipFacts, 'branchName' | 'utcOffsetMinutes'>,
  language: Language,
): Slip {
  const words = (key: SlipKey) => slipTexts[key][language];
  const figure = (key: SlipKey, value: number, unit = ''): SlipBlock => ({
    kind: 'pair',
    label: words(key),
    value: `${value}${unit}`,
  });
  const unit = ` ${words('care.unit')}`;
  return {
    blocks: [
      text(words('company'), 2, 'centre'),
      text(words('care.title'), 2, 'centre'),
      { kind: 'rule' },
      { kind: 'pair', label: words('branch'), value: facts.branchName },
      { kind: 'pair', label: words('time'), value: localTime(measuredAt, facts.utcOffsetMinutes) },
      { kind: 'rule' },
      figure('care.systolic', systolicMmHg, unit),
      figure('care.diastolic', diastolicMmHg, unit),
      figure('care.pulse', pulsePerMinute),
      { kind: 'rule' },
      text(words('care.reference'), 2, 'left'),
      text(words('care.doctor'), 1, 'left'),
    ],
  };
}

function text(words: string, size: 1 | 2, align: 'left' | 'centre'): SlipBlock {
  return { kind: 'text', text: words, size, align, bold: size === 2 };
}
