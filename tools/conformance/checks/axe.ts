import { fault, undecided, type Combination, type Fault, type ScreenCheck } from '../combination.ts';

export const axeChecks = {
  'axe-contrast-10': {
    told: 'axe-core color-contrast-enhanced set to 10 for normal and large text; what it leaves undecided is red',
    find: (seen) => findings(seen, (rule) => rule.startsWith('color-contrast')),
  },
  'axe-target-size': {
    told: 'axe-core target-size, which is off by default',
    find: (seen) => findings(seen, (rule) => rule === 'target-size'),
  },
  'axe-labels': {
    told: 'axe-core label, button-name, input-button-name, aria-input-field-name',
    find: (seen) => findings(seen, (rule) => /label|-name$/u.test(rule)),
  },
  'axe-all': {
    told: 'axe-core, every rule tagged WCAG 2.0–2.2 A, AA, AAA and every best practice',
    find: (seen) => findings(seen, () => true),
  },
} as const satisfies Readonly<Record<string, ScreenCheck>>;

function findings({ axe }: Combination, counts: (rule: string) => boolean): readonly Fault[] {
  return axe
    .filter(({ rule }) => counts(rule))
    .map(({ rule, where, isUndecided }) =>
      isUndecided ? undecided(`${rule}: ${where}`) : fault(`${rule}: ${where}`),
    );
}
