import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { OwnError, Trust } from '../core/contract/calls.ts';
import type { Clock } from '../core/lib/clock.ts';
import { oneAtATime } from '../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { signedTextSchema, type SignedText } from '../core/records/signed-text.ts';
import { builtInRulesPack, rulesPackSchema, type RulesPack } from '../core/rules/rules-pack.ts';
import { keyAnnouncementSchema, type KeyAnnouncement } from '../sync/protocol/key-announcement.ts';
import { openSignedText, type NamedKey } from '../sync/protocol/signed-text.ts';
import { errnoOf } from '../machine/errno.ts';
import { diskTroubleOf } from './disk-trouble.ts';
import { writeDurably } from '../machine/durable-file.ts';
import type { Identity } from './identity.ts';
import { checkOf, verifyOnNode, type Check } from './keys/verify.ts';

type Offer = { readonly keys: SignedText | null; readonly rules: SignedText | null };
type OfferTrouble = { readonly code: OwnError<'trust.offer'>; readonly detail?: string };

/** What this kiosk trusts and goes by: the enrolment's keys, until the hub has announced others. */
export type TrustStore = {
  readonly now: () => Trust;
  /** By any receipt key that is trusted now. */
  readonly checkReceipt: Check;
  /** Verifies what the hub offers against what is trusted, keeps it on disk, and answers what is trusted then. */
  readonly offer: (offer: Offer) => Promise<Result<Taken, OfferTrouble>>;
  /** Names of kept files that do not read. */
  readonly unreadable: readonly string[];
};

export type Taken = {
  readonly trust: Trust;
  /** Why the rules beside keys that were taken were not; a bad pack must not keep new keys from the page. */
  readonly refusedRules: OfferTrouble['code'] | null;
};

/** The signed texts as they came; each was verified before it was written. */
const keptSchema = v.object({
  version: v.literal(1),
  kioskId: v.string(),
  epoch: v.number(),
  keys: v.nullable(signedTextSchema),
  rules: v.nullable(signedTextSchema),
});
type Kept = v.InferOutput<typeof keptSchema>;

type InForce = { readonly announced: KeyAnnouncement | null; readonly rules: RulesPack };

/** A pack that ran out longer ago than this is no news. */
const expiredGraceMs = 24 * 60 * 60_000;

/** What was kept last counts, or the one before when that does not read. */
export async function openTrust(parts: {
  readonly dataFolder: string;
  readonly identity: Identity;
  readonly clock: Pick<Clock, 'nowMs'>;
}): Promise<TrustStore> {
  const { dataFolder, identity, clock } = parts;
  const file = path.join(dataFolder, 'trust.json');
  const unreadable: string[] = [];
  let kept = await newestKept(file, identity, unreadable);
  let inForce = inForceOf(kept);

  async function keep(next: Kept): Promise<Result<void, OfferTrouble>> {
    try {
      await writeDurably(`${file}.previous`, textOf(kept), 0o700);
      await writeDurably(file, textOf(next), 0o700);
    } catch (cause) {
      return err({ code: diskTroubleOf(cause), detail: errnoOf(cause) });
    }
    kept = next;
    inForce = inForceOf(kept);
    return ok(undefined);
  }

  async function take({ keys, rules }: Offer): Promise<Result<Taken, OfferTrouble>> {
    const newKeys = keys === null ? ok(null) : await judgeKeys(keys, kept, identity, inForce);
    if (!newKeys.ok) return newKeys;
    const withKeys = { ...inForce, announced: newKeys.value ?? inForce.announced };
    const newRules = rules === null ? ok(null) : await judgeRules(rules, kept, identity, withKeys, clock);
    if (!newRules.ok && newKeys.value === null) return newRules;
    const next = {
      ...kept,
      keys: newKeys.value === null ? kept.keys : keys,
      rules: newRules.ok && newRules.value !== null ? rules : kept.rules,
    };
    const isNew = next.keys !== kept.keys || next.rules !== kept.rules;
    const written = isNew ? await keep(next) : ok(undefined);
    if (!written.ok) return written;
    return ok({
      trust: trustOf(identity, inForce),
      refusedRules: newRules.ok ? null : newRules.error.code,
    });
  }

  const inTurn = oneAtATime();
  return {
    now: () => trustOf(identity, inForce),
    checkReceipt: (message, signature) =>
      trustOf(identity, inForce).receiptKeys.some(({ publicKey }) => checkOf(publicKey)(message, signature)),
    offer: (offer) => inTurn(() => take(offer)),
    unreadable,
  };
}

/** Null: held already, to the letter. */
async function judgeKeys(
  offered: SignedText,
  kept: Kept,
  identity: Identity,
  inForce: InForce,
): Promise<Result<KeyAnnouncement | null, OfferTrouble>> {
  if (offered.text === kept.keys?.text) return ok(null);
  const trusted = inForce.announced?.receiptKeys ?? [identity.receiptKey];
  const opened = await openSignedText(
    'key-announcement',
    keyAnnouncementSchema,
    offered,
    trusted,
    verifyOnNode,
  );
  if (!opened.ok) return err({ code: opened.error, detail: 'keys' });
  const isNewer = opened.value.serial > (inForce.announced?.serial ?? identity.keysSerial);
  return isNewer ? opened : err({ code: 'older', detail: 'keys' });
}

async function judgeRules(
  offered: SignedText,
  kept: Kept,
  identity: Identity,
  inForce: InForce,
  clock: Pick<Clock, 'nowMs'>,
): Promise<Result<RulesPack | null, OfferTrouble>> {
  if (offered.text === kept.rules?.text) return ok(null);
  const trusted: readonly NamedKey[] = inForce.announced?.rulesKeys ?? [identity.rulesKey];
  const opened = await openSignedText('rules-pack', rulesPackSchema, offered, trusted, verifyOnNode);
  if (!opened.ok) return err({ code: opened.error, detail: 'rules' });
  if (opened.value.serial <= inForce.rules.serial) return err({ code: 'older', detail: 'rules' });
  const isExpired = clock.nowMs() > Date.parse(opened.value.expiresAt) + expiredGraceMs;
  return isExpired ? err({ code: 'older', detail: 'rules expired' }) : opened;
}

function trustOf(identity: Identity, { announced, rules }: InForce): Trust {
  return {
    sealingKey: announced?.sealingKeys[0] ?? identity.sealingKey,
    receiptKeys: announced?.receiptKeys ?? [identity.receiptKey],
    keysSerial: announced?.serial ?? identity.keysSerial,
    rulesPack: rules,
  };
}

function inForceOf({ keys, rules }: Kept): InForce {
  return {
    announced: keys && v.parse(v.pipe(v.string(), v.parseJson(), keyAnnouncementSchema), keys.text),
    rules:
      rules === null
        ? builtInRulesPack
        : v.parse(v.pipe(v.string(), v.parseJson(), rulesPackSchema), rules.text),
  };
}

function textOf(kept: Kept): string {
  return `${JSON.stringify(kept, null, 2)}\n`;
}

/** Another enrolment's counts for nothing. */
async function newestKept(file: string, identity: Identity, unreadable: string[]): Promise<Kept> {
  const { kioskId, epoch } = identity;
  for (const name of [file, `${file}.previous`]) {
    const read = await readKept(name);
    if (read === 'unreadable') unreadable.push(path.basename(name));
    else if (read !== 'missing' && read.kioskId === kioskId && read.epoch === epoch) return read;
  }
  return { version: 1, kioskId, epoch, keys: null, rules: null };
}

async function readKept(file: string): Promise<Kept | 'missing' | 'unreadable'> {
  try {
    const kept = v.parse(v.pipe(v.string(), v.parseJson(), keptSchema), await readFile(file, 'utf8'));
    inForceOf(kept);
    return kept;
  } catch (cause) {
    return errnoOf(cause) === 'ENOENT' ? 'missing' : 'unreadable';
  }
}
