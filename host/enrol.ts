import * as v from 'valibot';
import type { Clock } from '../core/lib/clock.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { enrolmentAnswerSchema, enrolmentSchema, type Enrolment } from '../sync/protocol/wire.ts';
import { fetchFromHub } from './hub-fetch.ts';
import type { Identity } from './identity.ts';

/** `code-refused`: unknown, used or late; the branch makes a new one. `code-malformed`: not even the shape of one. */
export type EnrolTrouble = 'code-malformed' | 'hub-unreachable' | 'code-refused' | 'hub-answer-unreadable';

/** Buys this kiosk its identity with a one-time code. */
export async function enrol(
  clock: Clock,
  hubUrl: string,
  code: string,
  deviceKey: string,
): Promise<Result<Identity, EnrolTrouble>> {
  const asked = v.safeParse(enrolmentSchema, { version: 1, code, deviceKey } satisfies Enrolment);
  if (!asked.success) return err('code-malformed');
  const answer = await fetchFromHub(clock, new URL('/v1/enrolments', hubUrl).href, {
    method: 'POST',
    body: JSON.stringify(asked.output),
    deadlineMs: 15_000,
  });
  if (!answer.ok) return err('hub-unreachable');
  const { status, body } = answer.value;
  if (status >= 400 && status < 500) return err('code-refused');
  return readAnswer(body, hubUrl);
}

function readAnswer(body: string, hubUrl: string): Result<Identity, EnrolTrouble> {
  try {
    const parsed = v.safeParse(enrolmentAnswerSchema, JSON.parse(body));
    return parsed.success ? ok({ ...parsed.output, hubUrl }) : err('hub-answer-unreadable');
  } catch {
    return err('hub-answer-unreadable');
  }
}
