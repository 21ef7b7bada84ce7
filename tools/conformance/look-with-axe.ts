import type { Page } from '@playwright/test';
import type { AxeFinding } from './combination.ts';

/** Tags run the rules that are off by default, too: target-size and enhanced contrast. */
const tags = [
  'wcag2a',
  'wcag2aa',
  'wcag2aaa',
  'wcag21a',
  'wcag21aa',
  'wcag22a',
  'wcag22aa',
  'wcag22aaa',
  'best-practice',
];

/** axe-core has to be in the page. */
export function lookWithAxe(page: Page): Promise<readonly AxeFinding[]> {
  return page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const expected = { expected: 10 };
    axe.configure({
      checks: [
        { id: 'color-contrast-enhanced', options: { contrastRatio: { normal: expected, large: expected } } },
      ],
    });
    const options: import('axe-core').RunOptions = {
      runOnly,
      // Enhanced contrast at 10:1 asks for more of the same texts.
      rules: { 'color-contrast': { enabled: false } },
      resultTypes: ['violations', 'incomplete'],
    };
    const { violations, incomplete } = await axe.run(document, options);
    const findings = (results: typeof violations, isUndecided: boolean) =>
      results.flatMap(({ id, nodes }) =>
        nodes.map(({ html, any }) => ({
          rule: id,
          isUndecided,
          where: `${html.slice(0, 120)} ${any.map(({ message }) => message).join(' ')}`.trim(),
        })),
      );
    return [...findings(violations, false), ...findings(incomplete, true)];
  }, tags);
}
