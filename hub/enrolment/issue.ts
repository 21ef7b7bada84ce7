import type { Pool } from 'pg';
import * as v from 'valibot';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { kioskIdSchema } from '../../core/records/envelope.ts';
import { hashOfCode, newEnrolmentCode } from './code.ts';

const name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(80));
const applicationSchema = v.object({ kioskId: kioskIdSchema, branchName: name, branchCode: name });
export type KioskApplication = v.InferOutput<typeof applicationSchema>;

export type IssuedCode = { readonly code: string; readonly expiresAtMs: number };

const validForMs = 24 * 60 * 60 * 1000;

/**
 * A one-time code with which one kiosk may enrol within 24 hours. A kiosk that enrolled before gets its next epoch.
 *
 * @returns `bad-application` when the kiosk's id is not of the form `K01` or the branch has no name or code
 */
export async function issueEnrolmentCode(
  pool: Pool,
  application: KioskApplication,
  clock: Pick<Clock, 'nowMs'>,
  random: (below: number) => number,
): Promise<Result<IssuedCode, 'bad-application'>> {
  const parsed = v.safeParse(applicationSchema, application);
  if (!parsed.success) return err('bad-application');
  const { kioskId, branchName, branchCode } = parsed.output;
  const code = newEnrolmentCode(random);
  const expiresAtMs = clock.nowMs() + validForMs;
  await pool.query(
    `INSERT INTO enrolment_codes (code_hash, kiosk_id, branch_name, branch_code, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    [hashOfCode(code), kioskId, branchName, branchCode, new Date(expiresAtMs)],
  );
  return ok({ code, expiresAtMs });
}
