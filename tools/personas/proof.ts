import type { PrintedSlip } from '../../hardware/printer/twin.ts';
import type { Branch, HubRow } from '../rig/branch.ts';
import type { PersonaErrand } from './errand.ts';

const deliveredWithinMs = 30_000;
const lookEveryMs = 200;

/** What the branch held before a visit, to tell what the visit added. */
export type Holdings = { readonly rows: readonly HubRow[]; readonly slips: number };

export async function holdingsOf(branch: Branch): Promise<Holdings> {
  return { rows: await branch.hubRows(), slips: branch.printer.slips().length };
}

/**
 * Looks at the hub and at the paper: one record of this errand more, once, and one slip more that bears its number. A
 * measurement leaves a slip and no record.
 *
 * @returns what is wrong; null when all is there
 */
export async function whatIsMissing(
  branch: Branch,
  errand: PersonaErrand,
  before: Holdings,
): Promise<string | null> {
  const untilMs = performance.now() + deliveredWithinMs;
  for (;;) {
    const wrong = wrongNow(await branch.hubRows(), branch.printer.slips(), errand, before);
    if (wrong === null || performance.now() > untilMs) return wrong;
    await new Promise((again) => setTimeout(again, lookEveryMs));
  }
}

export function wrongNow(
  rows: readonly HubRow[],
  slips: readonly PrintedSlip[],
  errand: PersonaErrand,
  before: Holdings,
): string | null {
  const known = new Set(before.rows.map(({ slipNumber }) => slipNumber));
  const fresh = rows.filter(({ slipNumber }) => !known.has(slipNumber));
  const papers = slips.slice(before.slips).filter(({ cut }) => cut);
  const expected = errand === 'blood-pressure' ? 0 : 1;
  if (fresh.length !== expected) return `${fresh.length} new records at the hub instead of ${expected}`;
  if (papers.length !== 1) return `${papers.length} slips instead of one`;
  const [record] = fresh;
  if (record === undefined) return null;
  if (record.kind !== errand) return `the record is one of ${record.kind}`;
  return papers.some((paper) => textOf(paper).includes(record.slipNumber))
    ? null
    : 'the slip does not bear its number';
}

function textOf({ document }: PrintedSlip): string {
  return document.flatMap((line) => (line.kind === 'text' ? line.runs.map(({ text }) => text) : [])).join('');
}
