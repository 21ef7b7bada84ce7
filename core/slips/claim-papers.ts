import { chosenOption } from '../journeys/errands/errand.ts';
import type { Answers } from '../journeys/visit.ts';
import type { SlipKey } from '../strings/texts/slips.ts';

const treatment = ['paper.records', 'paper.tests', 'paper.bills'] as const satisfies readonly SlipKey[];

/** By what happened. Sample list until the insurer's own is in the signed rules pack. */
const byEvent: Readonly<Record<string, readonly SlipKey[]>> = {
  illness: treatment,
  accident: ['paper.accident', ...treatment],
  'hospital-stay': ['paper.discharge', ...treatment],
  death: ['paper.death', 'paper.registration', 'paper.beneficiary', 'paper.kinship'],
};

/** Every paper of a claim at once (一次性告知): nobody is sent home twice. */
export function claimPapers(answers: Answers): readonly SlipKey[] {
  const what = chosenOption(answers['what']) ?? 'other';
  const people: readonly SlipKey[] =
    chosenOption(answers['who']) === 'family'
      ? ['paper.reporter-card', 'paper.insured-card']
      : ['paper.insured-card'];
  const account: readonly SlipKey[] = what === 'death' ? [] : ['paper.bank-card'];
  return [...people, 'paper.policy', ...account, ...(byEvent[what] ?? ['paper.other'])];
}
