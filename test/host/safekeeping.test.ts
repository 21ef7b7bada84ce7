import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Intake } from '../../core/contract/calls.ts';
import { builtInRulesPack } from '../../core/rules/rules-pack.ts';
import { createIntake } from '../../host/intake.ts';
import { createDeviceKey } from '../../host/keys/device-key.ts';
import { logTo } from '../../host/log.ts';
import { defaultProfile, type Profile } from '../../host/profile.ts';
import { keepSafe, type Safekeeping } from '../../host/safekeeping.ts';
import { textSigningBytes } from '../../sync/protocol/signed-text.ts';
import { manualClock } from '../support/manual-clock.ts';
import { signingKey } from '../sync/support/keys.ts';

const home = 'http://127.0.0.1:17410';
const storage = { origin: home, persisted: false, usageBytes: 1, quotaBytes: 2 };

async function kiosk(change: Partial<Profile> = {}) {
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'safe-'));
  const key = await createDeviceKey(dataFolder);
  if (!key.ok) throw new Error(key.error.code);
  const hub = signingKey();
  const named = (id: string) => ({ id, publicKey: hub.publicKey });
  const identity = {
    version: 1 as const,
    kioskId: 'K01',
    epoch: 1,
    branchName: '示范营业厅',
    branchCode: 'DEMO01',
    sealingKey: named('seal-1'),
    receiptKey: named('receipt-1'),
    rulesKey: named('rules-1'),
    keysSerial: 0,
    hubUrl: 'http://127.0.0.1:1',
  };
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
    async start(): Promise<Safekeeping> {
      await running.at(-1)?.stop();
      const safe = await keepSafe({
        clock: { ...clock, nowMs: () => clock.nowMs() + skewMs },
        log: logTo(pino({ level: 'silent' })),
        dataFolder,
        profile: { ...defaultProfile, ...change },
        member: { identity, key: key.value },
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
    const rules = { text, keyId: 'rules-1', signature };
    expect(await safe.offer({ keys: null, rules })).toMatchObject({ value: { rulesPack: { serial: 4 } } });
    expect((await start()).trust.now().rulesPack.serial).toBe(4);
  });

  it('that brings good keys with bad rules is an incident, and so is a file that does not read', async () => {
    const { start, hub, dataFolder } = await kiosk();
    const key = { id: 'receipt-1', publicKey: hub.publicKey };
    const text = JSON.stringify({
      version: 1,
      serial: 1,
      issuedAt: '2026-11-01T00:00:00.000Z',
      sealingKeys: [key],
      receiptKeys: [key],
      rulesKeys: [key],
    });
    const keys = {
      text,
      keyId: 'receipt-1',
      signature: hub.sign(textSigningBytes('key-announcement', text)),
    };
    const safe = await start();
    const offered = await safe.offer({ keys, rules: { ...keys, text: '{}' } });
    expect(offered).toMatchObject({ value: { keysSerial: 1 } });
    await told(safe, ['trust-refused']);
    await writeFile(path.join(dataFolder, 'trust.json'), '{');
    const again = await start();
    expect(again.trust.unreadable).toEqual(['trust.json']);
  });
});
