import type { BloodPressureReading } from '../devices/blood-pressure.ts';
import type { Language } from '../strings/language.ts';
import { slipTexts, type SlipKey } from '../strings/texts/slips.ts';
import { heading, headline, pair, paragraph } from './blocks.ts';
import type { SlipFacts } from './slip-of.ts';
import { localTime } from './slip-of.ts';
import type { Slip } from './slip.ts';

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
  const unit = words('care.unit');
  return {
    blocks: [
      headline(words('company')),
      headline(words('care.title')),
      { kind: 'rule' },
      pair(words('branch'), facts.branchName),
      pair(words('time'), localTime(measuredAt, facts.utcOffsetMinutes)),
      { kind: 'rule' },
      pair(words('care.systolic'), `${systolicMmHg} ${unit}`),
      pair(words('care.diastolic'), `${diastolicMmHg} ${unit}`),
      pair(words('care.pulse'), `${pulsePerMinute}`),
      { kind: 'rule' },
      heading(words('care.reference')),
      paragraph(words('care.doctor')),
    ],
  };
}
