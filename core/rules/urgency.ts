import type { Urgency } from '../records/envelope.ts';
import type { Answer, ErrandRecord } from '../records/errand-record.ts';
import type { RulesPack } from './rules-pack.ts';

/** The bound of the envelope's header. */
const longestHoldBackSeconds = 86_400;

/** What goes first when the line comes back. A cancellation races what it cancels, whatever the pack says. */
export function urgencyOf(
  { kind, answers }: Pick<ErrandRecord, 'kind' | 'answers'>,
  { urgency, severe }: Pick<RulesPack, 'urgency' | 'severe'>,
): Urgency {
  if (kind === 'cancellation') return 'urgent';
  if (severe.some(({ question, option }) => isChoiceOf(answers[question], option))) return 'urgent';
  return urgency[kind] ?? 'ordinary';
}

/** How long the record stays at the kiosk so that its customer can still take it back, seconds. */
export function holdBackSecondsOf(
  kind: ErrandRecord['kind'],
  { holdBackSeconds }: Pick<RulesPack, 'holdBackSeconds'>,
): number {
  if (kind === 'cancellation') return 0;
  return Math.min(holdBackSeconds[kind] ?? 0, longestHoldBackSeconds);
}

function isChoiceOf(answer: Answer | undefined, option: string): boolean {
  return answer?.kind === 'choice' && answer.option === option;
}
