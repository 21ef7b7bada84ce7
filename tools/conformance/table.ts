import { allChecks } from './all-checks.ts';
import { deciders, type CheckName } from './deciders.ts';
import type { Finding } from './findings.ts';
import { isDecided, type Row } from './rows.ts';

export type Verdict = {
  readonly row: Row;
  readonly checks: readonly CheckName[];
  /** Null: no check decides it. */
  readonly hasPassed: boolean | null;
  readonly red: readonly { readonly check: CheckName; readonly found: readonly Finding[] }[];
};

export function verdictOf(row: Row, findingsOf: (check: string) => readonly Finding[]): Verdict {
  const checks = deciders[row.id] ?? [];
  const red = checks
    .map((check) => ({ check, found: findingsOf(check) }))
    .filter(({ found }) => found.length > 0);
  const hasPassed = isDecided(row) ? checks.length > 0 && red.length === 0 : null;
  return { row, checks, hasPassed, red };
}

const shownFindings = 3;

/** For people: one line a row, the reasons below the red ones. */
export function tableLines(verdicts: readonly Verdict[]): readonly string[] {
  return verdicts.flatMap((verdict) => {
    const { row, checks, red } = verdict;
    const head = `${resultOf(verdict).padEnd(6)} ${row.id.padEnd(18)} ${checks.join(', ')}`;
    return [head, ...red.flatMap(({ check, found }) => reasonLines(check, found))];
  });
}

function reasonLines(check: CheckName, found: readonly Finding[]): readonly string[] {
  const shown = found
    .slice(0, shownFindings)
    .map(
      ({ what, times, where, isUndecided }) =>
        `           ${isUndecided ? '? ' : ''}${what} (${times} ×; ${where})`,
    );
  const more = found.length > shownFindings ? [`           … and ${found.length - shownFindings} more`] : [];
  return [`         ${check}:`, ...shown, ...more];
}

export function resultOf({ hasPassed, row }: Verdict): string {
  if (hasPassed !== null) return hasPassed ? 'pass' : 'RED';
  return row.applies === 'field' ? 'field' : 'n/a';
}

const head = ['id', 'requirement', 'figure', 'source', 'kind', 'how measured', 'result'] as const;

/** The page that stands in `docs/`. */
export function accessibilityPage(verdicts: readonly Verdict[], ranAs: string): string {
  const used = [...new Set(verdicts.flatMap(({ checks }) => checks))].toSorted();
  return [
    '# What the glass and the voice are held to',
    '',
    'Written by `npm run conformance`. The rows are `tools/conformance/rows.json`; a test fails when this page does not show',
    'them, when one has no check, or when a check decides none. `kind` tells how far a source can be trusted: `official` = the',
    'text itself was read, `secondary` = what others say of it, `house` = decided by this project, `unverified` = to be looked up.',
    'Nothing secondary or unverified may stand in a claim about the product.',
    '',
    `The last run: ${ranAs}`,
    '',
    '`pass` and `RED` are decided by the checks named; `floor` rows must hold although a stricter row wins. What a check cannot',
    'decide counts as red. `field` is for a technician with a meter or a tape, `n/a` is kept for the record.',
    '',
    row(head),
    row(head.map(() => '---')),
    ...verdicts.map((verdict) => row(cellsOf(verdict))),
    '',
    '## The checks',
    '',
    row(['check', 'how it measures']),
    row(['---', '---']),
    ...used.map((check) => row([`\`${check}\``, allChecks[check].told])),
    '',
  ].join('\n');
}

function cellsOf(verdict: Verdict): readonly string[] {
  const { row: one, checks } = verdict;
  const figure = one.pxAt21_5 === undefined ? one.figure : `${one.figure} (${one.pxAt21_5} px at 21.5")`;
  const measured = checks.length === 0 ? one.method : checks.map((check) => `\`${check}\``).join(', ');
  const floor = one.applies === 'floor' ? ', floor' : '';
  return [
    one.id,
    one.requirement,
    figure,
    one.source,
    one.sourceKind,
    measured,
    `${resultOf(verdict)}${floor}`,
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
