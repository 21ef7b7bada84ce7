import type { Conversation } from './conversation.ts';
import { askStatus, type statusOf } from './escpos.ts';
import type { StatusBytes } from './status.ts';

/** `DLE EOT n`; null when no answer comes. */
export async function askRealTime(
  line: Conversation,
  what: keyof typeof statusOf,
  answerMs: number,
): Promise<number | null> {
  const heard = line.hear((answer) => answer.kind === 'real-time', answerMs);
  const sent = await line.send(askStatus(what), answerMs);
  const answer = sent.ok ? await heard : null;
  return answer?.kind === 'real-time' ? answer.bits : null;
}

/** `DLE EOT` 1 to 4, one question at a time because an answer does not name its own; null when one is missing. */
export async function askStatusRound(line: Conversation, answerMs: number): Promise<StatusBytes | null> {
  const printer = await askRealTime(line, 'printer', answerMs);
  if (printer === null) return null;
  const offlineCause = await askRealTime(line, 'offlineCause', answerMs);
  if (offlineCause === null) return null;
  const error = await askRealTime(line, 'error', answerMs);
  if (error === null) return null;
  const paper = await askRealTime(line, 'paper', answerMs);
  return paper === null ? null : { printer, offlineCause, error, paper };
}
