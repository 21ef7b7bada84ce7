import type { Pool } from 'pg';
import * as v from 'valibot';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { rulesPackSchema } from '../../core/rules/rules-pack.ts';
import { textSigningBytes } from '../../sync/protocol/signed-text.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

/** `at` names the places in the pack that are wrong. */
export type RulesTrouble = {
  readonly code: 'rules-not-json' | 'rules-invalid' | 'rules-expired' | 'rules-older';
  readonly at: string;
};

/**
 * Signs a rules pack and offers it to every kiosk with its next upload. A number once used is never given to another
 * pack.
 *
 * @param text the pack as JSON
 */
export async function publishRules(
  {
    pool,
    keys,
    clock,
  }: { readonly pool: Pool; readonly keys: HubKeys; readonly clock: Pick<Clock, 'nowMs'> },
  text: string,
): Promise<Result<{ readonly serial: number }, RulesTrouble>> {
  const json = jsonOf(text);
  if (json === undefined) return err({ code: 'rules-not-json', at: '' });
  const pack = v.safeParse(rulesPackSchema, json);
  if (!pack.success)
    return err({
      code: 'rules-invalid',
      at: pack.issues.map((issue) => v.getDotPath(issue) ?? issue.type).join(' '),
    });
  const { serial, expiresAt } = pack.output;
  if (Date.parse(expiresAt) <= clock.nowMs()) return err({ code: 'rules-expired', at: 'expiresAt' });
  const signedText = JSON.stringify(pack.output);
  const signature = keys.rules.sign(textSigningBytes('rules-pack', signedText));
  const { rowCount } = await pool.query(
    `INSERT INTO rules_packs (serial, signed, created_at)
     SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM rules_packs WHERE serial >= $1)`,
    [serial, { text: signedText, keyId: keys.rules.id, signature }, new Date(clock.nowMs())],
  );
  return rowCount === 1 ? ok({ serial }) : err({ code: 'rules-older', at: 'serial' });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
