import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { SignedText } from '../../core/records/signed-text.ts';
import { builtInRulesPack, type RulesPack } from '../../core/rules/rules-pack.ts';
import type { Identity } from '../../host/identity.ts';
import { openTrust } from '../../host/trust.ts';
import type { KeyAnnouncement } from '../../sync/protocol/key-announcement.ts';
import { textSigningBytes, type DocumentKind } from '../../sync/protocol/signed-text.ts';
import { signingKey, type SigningKey } from '../sync/support/keys.ts';

const [first, second, rulesKey, newRulesKey, stranger] = [1, 2, 3, 4, 5].map(signingKey) as [
  SigningKey, SigningKey, SigningKey, SigningKey, SigningKey,
]; // prettier-ignore
const named = (id: string, { publicKey }: SigningKey) => ({ id, publicKey });

const identity: Identity = {
  version: 1,
  kioskId: 'K01',
  epoch: 1,
  branchName: '示范营业厅',
  branchCode: 'DEMO01',
  sealingKey: { id: 'seal-1', publicKey: 'A'.repeat(43) },
  receiptKey: named('receipt-1', first),
  rulesKey: named('rules-1', rulesKey),
  keysSerial: 0,
  hubUrl: 'http://127.0.0.1:1',
};

function signed(kind: DocumentKind, document: object, keyId: string, key: SigningKey): SignedText {
  const text = JSON.stringify(document);
  return { text, keyId, signature: key.sign(textSigningBytes(kind, text)) };
}

/** Both receipt keys at once, and another sealing key. */
function announcement(serial: number, change: Partial<KeyAnnouncement> = {}): KeyAnnouncement {
  return {
    version: 1,
    serial,
    issuedAt: '2026-11-01T00:00:00.000Z',
    sealingKeys: [{ id: 'seal-2', publicKey: 'B'.repeat(43) }, identity.sealingKey],
    receiptKeys: [named('receipt-1', first), named('receipt-2', second)],
    rulesKeys: [named('rules-2', newRulesKey)],
    ...change,
  };
}

function pack(serial: number, change: Partial<RulesPack> = {}): RulesPack {
  return { ...builtInRulesPack, serial, ...change };
}

async function store() {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'trust-'));
  onTestFinished(() => rm(dataFolder, { recursive: true, force: true }));
  return {
    dataFolder,
    file: path.join(dataFolder, 'trust.json'),
    open: (who: Identity = identity) => openTrust({ dataFolder, identity: who }),
  };
}

const keysOf = (document: object, key = first, keyId = 'receipt-1') => ({
  kind: 'keys' as const,
  document: signed('key-announcement', document, keyId, key),
});
const rulesOf = (document: object, key = rulesKey, keyId = 'rules-1') => ({
  kind: 'rules' as const,
  document: signed('rules-pack', document, keyId, key),
  nowMs: Date.UTC(2026, 10, 2),
});

describe('what a kiosk trusts', () => {
  it('is what its enrolment gave it, and the built-in rules, until it hears of others', async () => {
    const { open } = await store();
    expect((await open()).now()).toEqual({
      sealingKey: identity.sealingKey,
      receiptKeys: [identity.receiptKey],
      keysSerial: 0,
      rulesPack: builtInRulesPack,
    });
  });

  it('changes with an announcement that a trusted receipt key has signed, and stays so after a restart', async () => {
    const { open } = await store();
    const trust = await open();
    const taken = await trust.offer(keysOf(announcement(1)));
    expect(taken).toMatchObject({ value: { keysSerial: 1 } });
    for (const one of [trust, await open()]) {
      expect(one.now()).toMatchObject({ sealingKey: { id: 'seal-2' }, keysSerial: 1 });
      const message = Buffer.from('a receipt');
      expect(one.checkReceipt(message, first.sign(message))).toBe(true);
      expect(one.checkReceipt(message, second.sign(message))).toBe(true);
      expect(one.checkReceipt(message, stranger.sign(message))).toBe(false);
    }
    // The new key may announce the next ones, and the old one leaves.
    const last = announcement(2, { receiptKeys: [named('receipt-2', second)] });
    await trust.offer(keysOf(last, second, 'receipt-2'));
    const message = Buffer.from('a receipt');
    expect(trust.checkReceipt(message, first.sign(message))).toBe(false);
  });

  it('takes keys in the order of their numbers only, so that retired ones never come back', async () => {
    const { open } = await store();
    const trust = await open();
    await trust.offer(keysOf(announcement(2)));
    for (const serial of [1, 2]) {
      const other = announcement(serial, { issuedAt: '2026-10-01T00:00:00.000Z' });
      expect(await trust.offer(keysOf(other))).toMatchObject({ error: { code: 'older' } });
    }
    expect(trust.now().keysSerial).toBe(2);
  });

  it('takes rules by a rules key, in the order of their numbers', async () => {
    const { open } = await store();
    const trust = await open();
    expect(await trust.offer(rulesOf(pack(3)))).toMatchObject({ value: { rulesPack: { serial: 3 } } });
    expect(await trust.offer(rulesOf(pack(2)))).toMatchObject({ error: { code: 'older' } });
    expect((await open()).now().rulesPack.serial).toBe(3);
  });

  it('takes rules by the rules key of the announcement before them', async () => {
    const { open } = await store();
    const trust = await open();
    const rules = rulesOf(pack(1), newRulesKey, 'rules-2');
    expect(await trust.offer(rules)).toMatchObject({ error: { code: 'bad-signature' } });
    await trust.offer(keysOf(announcement(1)));
    expect(await trust.offer(rules)).toMatchObject({ value: { keysSerial: 1, rulesPack: { serial: 1 } } });
  });

  it.each([keysOf(announcement(1)), rulesOf(pack(1))])(
    'says the same again to the same offer',
    async (offer) => {
      const { open } = await store();
      const trust = await open();
      expect(await trust.offer(offer)).toEqual(await trust.offer(offer));
    },
  );

  it.each([
    ['takes', 'a day before it runs out', '2026-12-30T00:00:00.000Z', { ok: true }],
    ['refuses', 'a week after it ran out', '2027-01-07T00:00:00.000Z', { error: { code: 'older' } }],
  ])(
    '%s rules by the time it is told, whatever its own clock shows: %s',
    async (_verb, _when, now, expected) => {
      const { open } = await store();
      const rules = rulesOf(pack(1, { expiresAt: '2026-12-31T00:00:00.000Z' }));
      expect(await (await open()).offer({ ...rules, nowMs: Date.parse(now) })).toMatchObject(expected);
    },
  );

  it.each([
    ['keys by a stranger', keysOf(announcement(1), stranger), 'bad-signature'],
    ['keys by a key of an unknown name', keysOf(announcement(1), first, 'receipt-9'), 'bad-signature'],
    ['keys by the rules key', keysOf(announcement(1), rulesKey, 'rules-1'), 'bad-signature'],
    ['keys that are none', keysOf({ ...announcement(1), receiptKeys: [] }), 'unreadable'],
    ['rules by the receipt key', rulesOf(pack(1), first, 'receipt-1'), 'bad-signature'],
    ['rules that are none', rulesOf({ serial: 1 }), 'unreadable'],
    ['rules with the built-in number', rulesOf(pack(0)), 'older'],
    ['rules that ran out last week', rulesOf(pack(1, { expiresAt: '2026-10-26T00:00:00.000Z' })), 'older'],
  ])('does not change with %s', async (_name, offer, code) => {
    const { open } = await store();
    const trust = await open();
    const before = trust.now();
    expect(await trust.offer(offer)).toMatchObject({ ok: false, error: { code } });
    expect(trust.now()).toEqual(before);
    expect((await open()).now()).toEqual(before);
  });

  it('does not change with a signature on another kind of document', async () => {
    const { open } = await store();
    const document = signed('rules-pack', announcement(1), 'receipt-1', first);
    expect(await (await open()).offer({ kind: 'keys', document })).toMatchObject({
      error: { code: 'bad-signature' },
    });
  });

  it('keeps rules that have run out in force: whoever accepts sees their date', async () => {
    const { open } = await store();
    const trust = await open();
    await trust.offer(rulesOf(pack(1, { expiresAt: '2026-11-03T00:00:00.000Z' })));
    expect((await open()).now().rulesPack).toMatchObject({
      serial: 1,
      expiresAt: '2026-11-03T00:00:00.000Z',
    });
  });

  it('falls back to what it kept before when its file does not read, and names the file', async () => {
    const { open, file } = await store();
    const trust = await open();
    await trust.offer(keysOf(announcement(1)));
    await trust.offer(keysOf(announcement(2)));
    await writeFile(file, 'half a fi');
    const again = await open();
    expect(again.now().keysSerial).toBe(1);
    expect(again.unreadable).toEqual(['trust.json']);
    expect(await readFile(file, 'utf8')).toBe('half a fi');
  });

  it('does not outlive its enrolment', async () => {
    const { open } = await store();
    await (await open()).offer(keysOf(announcement(1)));
    expect((await open({ ...identity, epoch: 2 })).now().keysSerial).toBe(0);
  });

  it('does not change while it cannot be kept', async () => {
    const { open, dataFolder } = await store();
    const trust = await open();
    await rm(dataFolder, { recursive: true });
    await writeFile(dataFolder, '');
    expect(await trust.offer(keysOf(announcement(1)))).toMatchObject({ error: { code: 'disk-error' } });
    expect(trust.now().keysSerial).toBe(0);
  });
});
