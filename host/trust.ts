import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import type { Input, OwnError, Trust } from '../core/contract/calls.ts';
import { oneAtATime } from '../core/lib/one-at-a-time.ts';
import { err, ok, type Result } from '../core/lib/result.ts';
import { unreachable } from '../core/lib/unreachable.ts';
import { signedTextSchema, type SignedText } from '../core/records/signed-text.ts';
import { builtInRulesPack, rulesPackSchema, type RulesPack } from '../core/rules/rules-pack.ts';
import { keyAnnouncementSchema, type KeyAnnouncement } from '../sync/protocol/key-announcement.ts';
import { openSignedText, type NamedKey } from '../sync/protocol/signed-text.ts';
import { errnoOf } from '../machine/errno.ts';
import { diskTroubleOf } from './disk-trouble.ts';
import { writeDurably } from '../machine/durable-file.ts';
import type { Identity } from './identity.ts';
import { checkOf, verifyOnNode, type Check } from '../machine/ed25519.ts';

type Offer = Input<'trust.offer'>;
type OfferTrouble = { readonly code: OwnError<'trust.offer'>; readonly detail?: string };

/** What this kiosk trusts and goes by: the enrolment's keys, until the hub has announced others. */
export type TrustStore = {
  readonly now: () => Trust;
  /** By any receipt key that is trusted now. */
  readonly checkReceipt: Check;
  /** Verifies what the hub offers against what is trusted, keeps it on disk, and answers what is trusted then. */
  readonly offer: (offer: Offer) => Promise<Result<Trust, OfferTrouble>>;
  /** Names of kept files that do not read. */
  readonly unreadable: readonly string[];
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
}): Promise<TrustStore> {
  const { dataFolder, identity } = parts;
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

  async function take(offer: Offer): Promise<Result<Trust, OfferTrouble>> {
    const { kind, document } = offer;
    if (document.text !== kept[kind]?.text) {
      const judged = await judge(offer, identity, inForce);
      const written = judged.ok ? await keep({ ...kept, [kind]: document }) : judged;
      if (!written.ok) return written;
    }
    return ok(trustOf(identity, inForce));
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

function judge(offer: Offer, identity: Identity, inForce: InForce): Promise<Result<unknown, OfferTrouble>> {
  switch (offer.kind) {
    case 'keys':
      return judgeKeys(offer.document, identity, inForce);
    case 'rules':
      return judgeRules(offer, identity, inForce);
    default:
      return unreachable(offer);
  }
}

async function judgeKeys(
  offered: SignedText,
  identity: Identity,
  { announced }: InForce,
): Promise<Result<KeyAnnouncement, OfferTrouble>> {
  const trusted = announced?.receiptKeys ?? [identity.receiptKey];
  const opened = await openSignedText(
    'key-announcement',
    keyAnnouncementSchema,
    offered,
    trusted,
    verifyOnNode,
  );
  if (!opened.ok) return err({ code: opened.error, detail: 'keys' });
  const isNewer = opened.value.serial > (announced?.serial ?? identity.keysSerial);
  return isNewer ? opened : err({ code: 'older', detail: 'keys' });
}

async function judgeRules(
  { document, nowMs }: Extract<Offer, { kind: 'rules' }>,
  identity: Identity,
  { announced, rules }: InForce,
): Promise<Result<RulesPack, OfferTrouble>> {
  const trusted: readonly NamedKey[] = announced?.rulesKeys ?? [identity.rulesKey];
  const opened = await openSignedText('rules-pack', rulesPackSchema, document, trusted, verifyOnNode);
  if (!opened.ok) return err({ code: opened.error, detail: 'rules' });
  if (opened.value.serial <= rules.serial) return err({ code: 'older', detail: 'rules' });
  const isExpired = nowMs > Date.parse(opened.value.expiresAt) + expiredGraceMs;
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
