import * as v from 'valibot';
import type { Output } from '../../core/contract/calls.ts';
import type { Failure } from '../../core/contract/host.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { uploadAnswerSchema, type UploadAnswer } from '../protocol/wire.ts';

/**
 * What is wrong with an answer, for staff and logs. None of them drops anything.
 * - `hub-unreachable`: no line · `host-unavailable`: not even our own machine answers
 * - `hub-busy`: 429 or 503 · `hub-failing`: 5xx · `hub-refuses`: any other status but 200
 * - `answer-not-json`: HTML of a captive portal, half a body · `answer-malformed`: another shape
 * - `verdicts-differ`: not exactly one verdict for each record sent
 */
export type AnswerTrouble =
  | 'hub-unreachable'
  | 'host-unavailable'
  | 'hub-busy'
  | 'hub-failing'
  | 'hub-refuses'
  | 'answer-not-json'
  | 'answer-malformed'
  | 'verdicts-differ';

export type Judged = Result<
  UploadAnswer,
  { readonly trouble: AnswerTrouble; readonly retryAfterMs: number | null }
>;

/** Judges everything about an answer but its receipt. @param sent sequences of the records sent, ascending */
export function judgeAnswer(
  answer: Result<Output<'hub.upload'>, Failure<'hub.upload'>>,
  sent: readonly number[],
): Judged {
  if (!answer.ok) return err({ trouble: lineTrouble(answer.error.code), retryAfterMs: null });
  const { status, retryAfterSeconds, body } = answer.value;
  const trouble = statusTrouble(status);
  if (trouble !== null)
    return err({ trouble, retryAfterMs: retryAfterSeconds === null ? null : retryAfterSeconds * 1_000 });
  return judgeBody(body, sent);
}

function lineTrouble(code: Failure<'hub.upload'>['code']): AnswerTrouble {
  switch (code) {
    case 'unreachable':
    case 'timed-out':
      return 'hub-unreachable';
    case 'answer-too-large':
      return 'answer-malformed';
    default:
      return 'host-unavailable';
  }
}

function statusTrouble(status: number): AnswerTrouble | null {
  if (status === 200) return null;
  if (status === 429 || status === 503) return 'hub-busy';
  return status >= 500 ? 'hub-failing' : 'hub-refuses';
}

function judgeBody(body: string, sent: readonly number[]): Judged {
  const answer = v.safeParse(uploadAnswerSchema, jsonOf(body));
  if (!answer.success)
    return err({
      trouble: jsonOf(body) === undefined ? 'answer-not-json' : 'answer-malformed',
      retryAfterMs: null,
    });
  const answered = answer.output.verdicts.map(({ sequence }) => sequence);
  const isComplete =
    answered.length === sent.length && sent.every((sequence, at) => answered[at] === sequence);
  return isComplete ? ok(answer.output) : err({ trouble: 'verdicts-differ', retryAfterMs: null });
}

/** Undefined is no JSON. */
function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
