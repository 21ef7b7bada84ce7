import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Intake } from '../../core/contract/calls.ts';
import { noHash } from '../../core/records/envelope.ts';
import { builtInRulesPack } from '../../core/rules/rules-pack.ts';
import { createIntake } from '../../host/intake.ts';
import { createDeviceKey } from '../../host/keys/device-key.ts';
import { logTo } from '../../host/log.ts';
import { defaultProfile, type Profile } from '../../host/profile.ts';
import { keepSafe, type Safekeeping } from '../../host/safekeeping.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import { textSigningBytes } from '../../sync/protocol/signed-text.ts';
import { enrolledIdentity } from '../support/enrolled-identity.ts';
import { headerWith } from '../support/envelope-header.ts';
import { manualClock } from '../support/manual-clock.ts';
import { signingKey } from '../sync/support/keys.ts';

const home = 'http://127.0.0.1:17410';
const storage = { origin: home, persisted: false, usageBytes: 1, quotaBytes: 2 };

async function kiosk(profile: Partial<Profile> = {}) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'safe-'));
  const key = await createDeviceKey(dataFolder);
  if (!key.ok) throw new Error(key.error.code);
  const hub = signingKey();
  const identity = enrolledIdentity(hub.publicKey);
  const clock = manualClock();
  let skewMs = 0;
  const heard: Intake[] = [];
  const intake = createIntake((now) => heard.push(now));
  const running: Safekeeping[] = [];
  onTestFinished(async () => {
    await running.at(-1)?.stop();
    await rm(dataFolder, { recursive: true, force: true });
  });
  return {
    dataFolder,
    clock,
    hub,
    heard,
    intake,
    setClock: (byMs: number) => (skewMs += byMs),
    key: key.value,
    async start(change: Partial<typeof identity> = {}): Promise<Safekeeping> {
      await running.at(-1)?.stop();
      const safe = await keepSafe({
        clock: { ...clock, nowMs: () => clock.nowMs() + skewMs },
        log: logTo(pino({ level: 'silent' })),
        dataFolder,
        profile: { ...defaultProfile, ...profile },
        member: { identity: { ...identity, ...change }, key: key.value },
        intake,
      });
      running.push(safe);
      return safe;
    },
  };
}

/** Incidents are written beside what befell. */
async function told(safe: Safekeeping, codes: readonly string[]): Promise<void> {
  await vi.waitFor(() => expect(safe.report().incidents.map(({ code }) => code)).toEqual(codes));
}

describe('a page at another address', () => {
  it('closes the intake, is told once, and opens it again from its own address', async () => {
    const { start, intake } = await kiosk();
    const safe = await start();
    expect(await safe.hearStorage(storage)).toEqual({ ok: true, value: { fits: true } });
    const elsewhere = { ...storage, origin: 'http://localhost:17410' };
    for (let at = 0; at < 2; at += 1)
      expect(await safe.hearStorage(elsewhere)).toEqual({ ok: true, value: { fits: false } });
    expect(intake.now()).toEqual({ state: 'closed', why: 'origin-changed' });
    await told(safe, ['origin-changed']);
    expect(await safe.hearStorage(storage)).toEqual({ ok: true, value: { fits: true } });
    expect(intake.now()).toEqual({ state: 'open' });
    await told(safe, ['origin-changed', 'origin-changed']);
  });

  it('is known to be another one after a restart too', async () => {
    const { start } = await kiosk();
    await (await start()).hearStorage(storage);
    const elsewhere = { ...storage, origin: 'http://127.0.0.1:17411' };
    expect(await (await start()).hearStorage(elsewhere)).toMatchObject({ value: { fits: false } });
  });
});

describe('the report for the hub', () => {
  it('says what the machine knows', async () => {
    const { start } = await kiosk();
    const safe = await start();
    expect(safe.report()).toMatchObject({ journalSequence: 0, closedBecause: null, storagePersisted: null });
    await safe.hearStorage({ ...storage, persisted: true });
    await vi.waitFor(() => expect(safe.report().freeBytes).toBeGreaterThan(0));
    expect(safe.report().storagePersisted).toBe(true);
  });

  it('has the newest twenty incidents', async () => {
    const { start } = await kiosk();
    const safe = await start();
    for (let at = 0; at < 25; at += 1) await safe.journal!.incident('row-unreadable', `row ${at}`);
    const { incidents } = safe.report();
    expect(incidents).toHaveLength(20);
    expect(incidents.at(-1)).toMatchObject({ detail: 'row 24' });
  });
});

it('Below the floor the intake is closed, the page hears why, and staff find an incident', async () => {
  const { start, heard } = await kiosk({ disk: { floorMB: 1_000_000_000, ballastMB: 0 } });
  const safe = await start();
  await vi.waitFor(() => expect(heard).toEqual([{ state: 'closed', why: 'disk-low' }]));
  await told(safe, ['disk-low']);
  expect(safe.report().closedBecause).toBe('disk-low');
});

it('A clock that was set is an incident with its seconds', async () => {
  const { start, clock, setClock } = await kiosk();
  const safe = await start();
  setClock(3_600_000);
  await clock.advance(30_000);
  await vi.waitFor(() =>
    expect(safe.report().incidents).toMatchObject([{ code: 'clock-jumped', detail: 'by 3600 s' }]),
  );
});

it('A journal that cannot be opened is named, and the rest of the machine stands', async () => {
  const { start, dataFolder } = await kiosk();
  await writeFile(path.join(dataFolder, 'journal'), '');
  const safe = await start();
  expect(safe.journal).toBeNull();
  expect(safe.journalTrouble).toMatchObject({ code: 'journal-unreadable' });
  expect(safe.report()).toMatchObject({ journalSequence: 0, incidents: [] });
});

describe('an offer of the hub', () => {
  it('of rules is in force at once, and a receipt key that it brings counts for the journal', async () => {
    const { start, hub } = await kiosk();
    const safe = await start();
    const text = JSON.stringify({ ...builtInRulesPack, serial: 4 });
    const signature = hub.sign(textSigningBytes('rules-pack', text));
    const document = { text, keyId: 'rules-1', signature };
    const nowMs = Date.UTC(2026, 10, 2);
    expect(await safe.offer({ kind: 'rules', document, nowMs })).toMatchObject({
      value: { rulesPack: { serial: 4 } },
    });
    expect((await start()).trust.now().rulesPack.serial).toBe(4);
  });

  it('that was kept and does not read any more is an incident', async () => {
    const { start, dataFolder } = await kiosk();
    await writeFile(path.join(dataFolder, 'trust.json'), '{');
    const safe = await start();
    expect(safe.trust.unreadable).toEqual(['trust.json']);
    await told(safe, ['trust-refused']);
  });
});

describe('a hub that holds another chain', () => {
  it('closes the intake before anything else, over every new start, until another enrolment', async () => {
    const { start, intake } = await kiosk();
    const safe = await start();
    expect(intake.now()).toEqual({ state: 'open' });
    expect((await safe.hearIncident({ code: 'record-refused', detail: 'K01-1-000001 bad-hash' })).ok).toBe(
      true,
    );
    expect(intake.now()).toEqual({ state: 'open' });
    expect((await safe.hearIncident({ code: 'hub-fork', detail: 'K01-1-000001 fork' })).ok).toBe(true);
    expect(intake.now()).toEqual({ state: 'closed', why: 'hub-fork' });
    expect(safe.report().closedBecause).toBe('hub-fork');
    intake.open('hub-fork');
    await start();
    expect(intake.now()).toEqual({ state: 'closed', why: 'hub-fork' });
  });
});

it('staff hear which records an enrolment that is over has left without a receipt', async () => {
  const { start, key } = await kiosk();
  const before = await start();
  const header = headerWith({ sequence: 1, previousHash: noHash });
  const sealed = { header, encapsulatedKey: noHash, ciphertext: 'AAAA' };
  const hash = envelopeHash(sealed);
  const envelope = { ...sealed, hash, signature: key.sign(envelopeSigningBytes(hash)) };
  expect(await before.journal?.append([envelope], false)).toMatchObject({ ok: true });
  expect(before.report().incidents).toEqual([]);
  const after = await start({ epoch: 2 });
  await told(after, ['former-undelivered']);
  expect(after.report().incidents[0]?.detail).toBe('K01-1: 1 to 1');
  // Said once, not at every start.
  await told(await start({ epoch: 2 }), ['former-undelivered']);
});
