import { randomInt } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { issueEnrolmentCode } from '../enrolment/issue.ts';
import { trustBranch } from '../forward/introduce.ts';
import { adoptSealingKeys } from '../keys/adopt-keys.ts';
import { giveUpKeys } from '../keys/give-up-keys.ts';
import { changeKeys, loadHubKeys } from '../keys/hub-keys.ts';
import { allPublicKeys } from '../keys/key-names.ts';
import { rotateKey } from '../keys/rotate-key.ts';
import { readIfThere } from '../../machine/durable-file.ts';
import { publishRules } from '../trust/publish-rules.ts';
import type { Command } from './command.ts';

/** What an operator does once, beside a running hub or without one. */
export type OperatorCommand = Exclude<Command, { name: 'help' | 'serve' | 'migrate' }>;

/** `said`: lines for standard output, for programs. `note`: a sentence for the person. */
export type Operated = { readonly said: readonly string[]; readonly note?: string };

type Todo<K extends OperatorCommand['name']> = Extract<OperatorCommand, { name: K }>;

/** The error is a sentence for the person who typed it. */
export async function operate(
  todo: OperatorCommand,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  switch (todo.name) {
    case 'enrol':
      return enrol(todo, pool, clock);
    case 'rotate-key':
      return rotate(todo, pool, clock);
    case 'publish-rules':
      return publish(todo, pool, clock);
    case 'adopt-keys':
      return adopt(todo, pool, clock);
    case 'show-keys':
      return show(todo, pool, clock);
    case 'give-up-keys':
      return giveUp(todo, pool, clock);
    case 'trust-branch':
      return trust(todo, pool, clock);
    default:
      return unreachable(todo);
  }
}

async function enrol({ kiosk }: Todo<'enrol'>, pool: Pool, clock: Clock): Promise<Result<Operated, string>> {
  const issued = await issueEnrolmentCode(pool, kiosk, clock, randomInt);
  if (!issued.ok)
    return err('the kiosk takes 3 to 12 letters A-Z and digits; branch name and code must not be empty');
  const { code, expiresAtMs } = issued.value;
  return ok({ said: [code], note: `valid until ${new Date(expiresAtMs).toISOString()}` });
}

async function rotate(
  { dataFolder, purpose }: Todo<'rotate-key'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const rotated = await rotateKey({ dataFolder, pool, clock }, purpose);
  if (!rotated.ok) return inWords(rotated.error);
  const { serial, keyId: id } = rotated.value;
  return ok({
    said: [id],
    note: `announcement ${serial}; back up hub-keys.json, and copy it to hubs with a data folder of their own`,
  });
}

async function publish(
  { dataFolder, file }: Todo<'publish-rules'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const text = await readIfThere(file);
  if (text === null) return err(`there is no file ${file}`);
  const keys = await loadHubKeys(dataFolder, pool, clock);
  if (!keys.ok) return inWords(keys.error);
  const published = await publishRules({ pool, keys: keys.value, clock }, text);
  return published.ok
    ? ok({ said: [String(published.value.serial)], note: 'every kiosk gets it with its next upload' })
    : err(`${published.error.code}: ${published.error.at}`);
}

async function adopt(
  { dataFolder, file }: Todo<'adopt-keys'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const adopted = await adoptSealingKeys({ dataFolder, pool, clock }, file);
  return adopted.ok
    ? ok({ said: [String(adopted.value)], note: 'start every running hub anew, and back up hub-keys.json' })
    : inWords(adopted.error);
}

async function show(
  { dataFolder }: Todo<'show-keys'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const keys = await changeKeys({ dataFolder, pool, clock }, (content) => content);
  if (!keys.ok) return inWords(keys.error);
  return ok({ said: allPublicKeys(keys.value).map(({ id, publicKey }) => `${id}:${publicKey}`) });
}

async function trust(
  { key, branchName, replaces }: Todo<'trust-branch'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const branch = { keyId: key.id, publicKey: key.publicKey, name: branchName };
  const trusted = await trustBranch(pool, branch, new Date(clock.nowMs()), replaces);
  return trusted.ok ? ok({ said: [key.id] }) : err(`${trusted.error}: no branch is trusted by ${replaces}`);
}

async function giveUp(
  { dataFolder, ids }: Todo<'give-up-keys'>,
  pool: Pool,
  clock: Clock,
): Promise<Result<Operated, string>> {
  const givenUp = await giveUpKeys({ dataFolder, pool, clock }, ids);
  return givenUp.ok
    ? ok({ said: ids, note: 'what was sealed to them stays closed' })
    : inWords(givenUp.error);
}

function inWords(trouble: { readonly code: string; readonly detail: string }): Result<never, string> {
  return err(`${trouble.code}: ${trouble.detail}`);
}
