import * as v from 'valibot';
import type { Clock } from '../../../core/lib/clock.ts';
import { noHash, type Envelope } from '../../../core/records/envelope.ts';
import type { SignedText } from '../../../core/records/signed-text.ts';
import { builtInRulesPack, type RulesPack } from '../../../core/rules/rules-pack.ts';
import { checkOf, type Check } from '../../../machine/ed25519.ts';
import { judge, linkOf, type Link } from '../../../hub/ingest/judge.ts';
import { signReceipt } from '../../../hub/ingest/receipt.ts';
import { envelopeSigningBytes, hashFits } from '../../../sync/protocol/chain.ts';
import { textSigningBytes } from '../../../sync/protocol/signed-text.ts';
import {
  enrolmentSchema,
  uploadSchema,
  type EnrolmentAnswer,
  type Upload,
  type UploadAnswer,
  type Verdict,
} from '../../../sync/protocol/wire.ts';
import { open } from '../../../sync/sealing/open.ts';
import type { BenchKeys } from './hub-keys.ts';

const kiosk = { kioskId: 'K01', epoch: 1 } as const;
/** Opening takes a millisecond each; hash and signature are checked of all. */
const openedRows = 50;

/** As built in, except that more rows may wait than a counter would ever see. */
const rulesPack: RulesPack = {
  ...builtInRulesPack,
  serial: builtInRulesPack.serial + 1,
  offline: { ...builtInRulesPack.offline, count: 10_000_000 },
};

/**
 * A hub that only counts, as the server of the peers does: places in the chain, verdicts and signed receipts, without a
 * database behind them, so that a drain measures the kiosk. What a hub checks of each envelope by itself, its shape among
 * it, {@link CountingHub.audit} checks afterwards.
 */
export type CountingHub = {
  readonly enrol: (body: unknown) => EnrolmentAnswer;
  /** @param body an upload as it came */
  readonly take: (body: string) => UploadAnswer;
  /**
   * Rows since the last audit, each with shape, hash, signature and place in the chain checked.
   *
   * @throws when an upload or a row is not good
   */
  readonly audit: () => Promise<number>;
};

export function countingHub(keys: BenchKeys, clock: Pick<Clock, 'nowMs'>): CountingHub {
  const rules = signedRules(keys);
  const held = new Map<number, Link>();
  let deviceKey = '';
  let stored = 0;
  let prefix = { sequence: 0, hash: noHash };
  let unaudited: string[] = [];

  function verdictOn(envelope: Envelope): Verdict {
    const { sequence } = envelope.header;
    const judgement = judge(held, sequence, linkOf(envelope));
    if (judgement === 'bad-chain') return { sequence, verdict: 'rejected', code: judgement };
    if (judgement !== 'store') return { sequence, verdict: judgement };
    held.set(sequence, linkOf(envelope));
    stored += 1;
    return { sequence, verdict: 'accepted' };
  }

  function advance(): void {
    for (let sequence = prefix.sequence + 1; ; sequence += 1) {
      const next = held.get(sequence);
      if (next === undefined) return;
      prefix = { sequence, hash: next.hash };
    }
  }

  return {
    enrol(body) {
      ({ deviceKey } = v.parse(enrolmentSchema, body));
      return enrolmentAnswer(keys);
    },
    take(body) {
      // Read through when it is audited: that is a hub's work, and a peer's server does none of it.
      const { nonce, knows, records } = JSON.parse(body) as Upload;
      unaudited.push(body);
      const verdicts = records.map(({ envelope }) => verdictOn(envelope));
      advance();
      const receipt = signReceipt(keys, {
        ...kiosk,
        upToSequence: prefix.sequence,
        headHash: prefix.hash,
        requestNonce: nonce,
        hubTimeMs: clock.nowMs(),
      });
      const newer = knows.rules < rulesPack.serial ? rules : null;
      return {
        version: 2, verdicts, receipt, pace: { spreadSeconds: 0 }, tier: 'head-office', keys: null, rules: newer,
      }; // prettier-ignore
    },
    async audit() {
      const uploads = unaudited.map((body) => v.parse(uploadSchema, JSON.parse(body)));
      const envelopes = uploads.flatMap(({ records }) => records.map(({ envelope }) => envelope));
      const count = stored;
      [unaudited, stored] = [[], 0];
      if (prefix.sequence !== held.size) throw new Error(`a gap behind sequence ${prefix.sequence}`);
      const check = checkOf(deviceKey);
      for (const envelope of envelopes) insistAuthentic(envelope, check);
      for (const envelope of envelopes.slice(0, openedRows)) await insistOpens(envelope, keys);
      return count;
    },
  };
}

function enrolmentAnswer({ sealing, receipt, rules }: BenchKeys): EnrolmentAnswer {
  const named = ({ id, publicKey }: { readonly id: string; readonly publicKey: string }) => ({
    id,
    publicKey,
  });
  return {
    version: 1,
    ...kiosk,
    branchName: '示例网点',
    branchCode: '0101',
    sealingKey: named(sealing),
    receiptKey: named(receipt),
    rulesKey: named(rules),
    keysSerial: 0,
  };
}

function signedRules({ rules }: BenchKeys): SignedText {
  const text = JSON.stringify(rulesPack);
  return { text, keyId: rules.id, signature: rules.sign(textSigningBytes('rules-pack', text)) };
}

function insistAuthentic(envelope: Envelope, check: Check): void {
  if (!hashFits(envelope)) throw new Error('an envelope that a hub refuses: bad-hash');
  if (!check(envelopeSigningBytes(envelope.hash), envelope.signature))
    throw new Error('an envelope that a hub refuses: bad-signature');
}

async function insistOpens(envelope: Envelope, { sealing }: BenchKeys): Promise<void> {
  const opened = await open(envelope, sealing.privateKey);
  if (!opened.ok) throw new Error(`an envelope that the hub cannot open: ${opened.error}`);
}
