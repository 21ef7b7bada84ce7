import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hostOver } from '../../core/contract/client.ts';
import { err, ok } from '../../core/lib/result.ts';
import { noHash, type EnvelopeHeader } from '../../core/records/envelope.ts';
import { headerWith } from '../support/envelope-header.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { createIdCardTwin } from '../../hardware/id-card/twin.ts';
import { plainLine } from '../../hardware/line-settings.ts';
import { memoryLine } from '../../hardware/memory-line.ts';
import { startKioskHost, type KioskHost, type KioskHostParts } from '../../host/kiosk-host.ts';
import { createDeviceKey } from '../../host/keys/device-key.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { openLog } from '../../host/log.ts';
import { realClock } from '../../machine/real-clock.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import { bareHostParts } from '../support/bare-host-parts.ts';
import { publicKeyOf } from '../../tools/voice/write-pack.ts';
import { newKey, writeTestPack } from '../support/voice-pack.ts';
import { strictLoopback } from '../support/strict-loopback.ts';

const open: { stop: () => Promise<unknown> | void }[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one.stop();
});

/** A data folder as an enrolment leaves it. */
async function enrolledFolder() {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'host-'));
  const key = await createDeviceKey(dataFolder);
  if (!key.ok) throw new Error(key.error.code);
  const identity = {
    version: 1,
    kioskId: 'K01',
    epoch: 1,
    branchName: '示范营业厅',
    branchCode: 'DEMO01',
    sealingKey: { id: 'seal-1', publicKey: key.value.publicKey },
    receiptKey: { id: 'receipt-1', publicKey: key.value.publicKey },
    rulesKey: { id: 'rules-1', publicKey: key.value.publicKey },
    hubUrl: 'http://127.0.0.1:1',
  };
  writeFileSync(path.join(dataFolder, 'identity.json'), JSON.stringify(identity));
  return { dataFolder, publicKey: key.value.publicKey };
}

async function start(parts: Partial<KioskHostParts> & { dataFolder: string }) {
  const started = await startKioskHost({
    clock: realClock(),
    log: openLog(path.join(parts.dataFolder, 'log')),
    ...bareHostParts,
    ...parts,
  });
  if (!started.ok) throw new Error(started.error.code);
  open.push(started.value);
  return { ...page(started.value), host: started.value };
}

/** The machine as a page sees it, over the strictest wire there is. */
function page(host: KioskHost) {
  const strays: unknown[] = [];
  const heard: [string, unknown][] = [];
  host.onEvent((name, payload) => heard.push([name, payload]));
  const wire = strictLoopback(host.serve, host.onEvent, (cause) => strays.push(cause));
  let ids = 0;
  const kiosk = hostOver(wire, realClock(), () => `call-${(ids += 1)}`);
  return { kiosk, heard, strays };
}

async function until(heard: [string, unknown][], name: string, payload: object) {
  await vi.waitFor(() => expect(heard).toContainEqual([name, expect.objectContaining(payload)]), 5_000);
}

const slip = { blocks: [{ kind: 'text', text: '受理凭条', size: 2, align: 'centre', bold: true }] } as const;
const transactionId = '6f0d6a3e-0a4f-4a86-9a53-0f2f0a3c7a11';
const order = (attempt: number) => ({ transactionId, attempt, slip: { blocks: [...slip.blocks] } });

describe('a demo kiosk', () => {
  it('tells its facts', async () => {
    const { kiosk, strays, heard } = await start(await enrolledFolder());
    await until(heard, 'device', { device: 'receipt-printer', state: 'online' });
    expect(await kiosk.invoke('kiosk.facts', {})).toMatchObject({
      ok: true,
      value: {
        kioskId: 'K01',
        mode: 'demo',
        language: 'zh-CN',
        utcOffsetMinutes: 480,
        privateListening: false,
      },
    });
    expect(strays).toEqual([]);
  });

  it('reads the card that a hand lays down, and hears it lifted', async () => {
    const { kiosk, heard } = await start(await enrolledFolder());
    await until(heard, 'device', { device: 'id-card-reader', state: 'online' });
    await kiosk.invoke('dock.set', { card: 'resident' });
    await until(heard, 'card', { state: 'read' });
    expect(await kiosk.invoke('card.now', {})).toMatchObject({ value: { event: { state: 'read' } } });
    expect(await kiosk.invoke('dock.set', { card: null })).toMatchObject({ ok: true, value: { card: null } });
    await until(heard, 'card', { state: 'lifted' });
    expect(await kiosk.invoke('card.now', {})).toEqual(ok({ event: null }));
  });

  it('has a reader whose cable can be pulled and put back', async () => {
    const { kiosk, heard } = await start(await enrolledFolder());
    await until(heard, 'device', { device: 'id-card-reader', state: 'online' });
    await kiosk.invoke('dock.set', { readerUnplugged: true });
    await vi.waitFor(() => expect(lastReport(heard, 'id-card-reader')).not.toBe('online'), 5_000);
    await kiosk.invoke('dock.set', { readerUnplugged: false });
    await vi.waitFor(() => expect(lastReport(heard, 'id-card-reader')).toBe('online'), 15_000);
  }, 25_000);

  it('prints no slip without paper, one with, and shows it as it came out', async () => {
    const { kiosk, heard, strays } = await start(await enrolledFolder());
    await until(heard, 'device', { device: 'receipt-printer', state: 'online' });
    await kiosk.invoke('dock.set', { paper: 'out' });
    expect(await kiosk.invoke('printer.print', order(1))).toEqual(
      ok({ outcome: 'not-printed', reason: 'paper-out' }),
    );
    await kiosk.invoke('dock.set', { paper: 'full' });
    expect(await kiosk.invoke('printer.print', order(2))).toEqual(ok({ outcome: 'printed' }));
    expect(await kiosk.invoke('printer.print', order(2))).toEqual(ok({ outcome: 'printed' }));
    await until(heard, 'dock', { slips: 1 });
    const picture = await kiosk.invoke('dock.slip', { index: 0 });
    expect(picture.ok && picture.value.svg).toContain('<svg');
    expect(await kiosk.invoke('dock.slip', { index: 1 })).toEqual(err({ code: 'no-such-slip' }));
    expect(strays).toEqual([]);
  }, 25_000);

  it('remembers what it printed when it is started again', async () => {
    const folder = await enrolledFolder();
    const first = await start(folder);
    await until(first.heard, 'device', { device: 'receipt-printer', state: 'online' });
    expect(await first.kiosk.invoke('printer.print', order(1))).toEqual(ok({ outcome: 'printed' }));
    await open.pop()?.stop();
    const again = await start(folder);
    expect(await again.kiosk.invoke('printer.print', order(1))).toEqual(ok({ outcome: 'printed' }));
    expect(await again.kiosk.invoke('dock.state', {})).toMatchObject({ value: { slips: 0 } });
  }, 25_000);

  it('listens privately while the handset is lifted', async () => {
    const { kiosk, heard } = await start(await enrolledFolder());
    await kiosk.invoke('dock.set', { handsetLifted: true });
    await kiosk.invoke('dock.set', { handsetLifted: true });
    expect(heard.filter(([name]) => name === 'listening')).toEqual([['listening', { private: true }]]);
    expect(await kiosk.invoke('kiosk.facts', {})).toMatchObject({ value: { privateListening: true } });
  });

  it('listens privately while the handset on the keypad is lifted, or that of the dock', async () => {
    const { kiosk, heard } = await start(await enrolledFolder());
    await until(heard, 'device', { device: 'keypad', state: 'online' });
    const order = (words: string) => kiosk.invoke('dock.order', { device: 'keypad', words });
    expect(await order('handset lifted')).toEqual(ok({ said: 'done' }));
    await until(heard, 'listening', { private: true });
    await kiosk.invoke('dock.set', { handsetLifted: true });
    await kiosk.invoke('dock.set', { handsetLifted: false });
    expect(heard.filter(([name]) => name === 'listening')).toEqual([['listening', { private: true }]]);
    await order('handset down');
    await until(heard, 'listening', { private: false });
  });

  it('calls a person until somebody comes', async () => {
    const { kiosk, heard } = await start(await enrolledFolder());
    await kiosk.invoke('staff.call', { reason: 'customer-asked', silent: false });
    await until(heard, 'dock', { staffCalled: { reason: 'customer-asked', silent: false } });
    expect(await kiosk.invoke('dock.set', { staffCalled: null })).toMatchObject({
      value: { staffCalled: null },
    });
  });

  it('loses the hub when the network is pulled, and finds it again', async () => {
    const { heard, kiosk } = await start({ ...(await enrolledFolder()), hubUrl: await anyHub() });
    await until(heard, 'link', { online: true });
    await kiosk.invoke('dock.set', { networkUp: false });
    await until(heard, 'link', { online: false });
    expect(await kiosk.invoke('hub.upload', { head: '{}', records: [] })).toEqual(
      err({ code: 'unreachable' }),
    );
    await kiosk.invoke('dock.set', { networkUp: true });
    await vi.waitFor(() => expect(heard.filter(([name]) => name === 'link')).toHaveLength(3), 5_000);
    expect(await kiosk.invoke('hub.upload', { head: '{}', records: [] })).toMatchObject({
      ok: true,
      value: { status: 200 },
    });
  });
});

describe('a kiosk in a branch', () => {
  it('opens the devices that its profile names, and has no dock', async () => {
    const folder = await enrolledFolder();
    const profilePath = path.join(folder.dataFolder, 'site.json');
    const idCardReader = { path: '/dev/reader', baudRate: 57_600 };
    writeFileSync(profilePath, JSON.stringify({ version: 1, devices: { idCardReader }, mmPerPx: 0.3 }));
    const opened: unknown[] = [];
    const { kiosk } = await start({
      ...folder,
      mode: 'site',
      profilePath,
      openSerial(line) {
        opened.push(line);
        return memoryLine().kiosk;
      },
    });
    expect(opened).toEqual([{ ...plainLine(57_600), path: '/dev/reader' }]);
    const facts = await kiosk.invoke('kiosk.facts', {});
    expect(facts).toMatchObject({ value: { mode: 'site', mmPerPx: 0.3 } });
    expect(facts.ok && facts.value.devices).toContainEqual({
      device: 'receipt-printer',
      state: 'no-device',
      cause: 'not-in-profile',
    });
    for (const call of ['dock.state', 'dock.set'] as const)
      expect(await kiosk.invoke(call, {})).toEqual(err({ code: 'not-demo' }));
    expect(await kiosk.invoke('dock.slip', { index: 0 })).toEqual(err({ code: 'not-demo' }));
    expect(await kiosk.invoke('printer.print', order(1))).toEqual(
      ok({ outcome: 'not-printed', reason: 'printer-missing' }),
    );
  });
});

describe('a kiosk whose devices misbehave from the start', () => {
  const site = async (devices: object) => {
    const folder = await enrolledFolder();
    const profilePath = path.join(folder.dataFolder, 'site.json');
    writeFileSync(profilePath, JSON.stringify({ version: 1, devices }));
    return { ...folder, mode: 'site', profilePath } as const;
  };

  it('starts although its social-security reader has no PC/SC module, and says so', async () => {
    const { kiosk } = await start(await site({ socialSecurityReader: {} }));
    const facts = await kiosk.invoke('kiosk.facts', {});
    expect(facts.ok && facts.value.devices).toContainEqual({
      device: 'social-security-reader',
      state: 'no-device',
      cause: 'pcsc-not-installed',
    });
  });

  it('knows of no card any more once the reader is unplugged under it', async () => {
    const cable = memoryLine();
    const twin = createIdCardTwin({ clock: realClock(), baudRate: 115_200 });
    cable.onConnection((port) => void twin.attach(port));
    const folder = await site({ idCardReader: { path: '/dev/reader' } });
    const { kiosk, heard } = await start({ ...folder, openSerial: () => cable.kiosk });
    twin.lay(twinDemoCards.resident);
    await until(heard, 'card', { state: 'read' });
    expect(await kiosk.invoke('card.now', {})).toMatchObject({ value: { event: { state: 'read' } } });
    cable.cut();
    await until(heard, 'device', { device: 'id-card-reader', state: 'no-device' });
    twin.lift();
    expect(await kiosk.invoke('card.now', {})).toEqual(ok({ event: null }));
  });

  it.each([
    ['fails', () => Promise.reject(new Error('stuck'))],
    ['never ends', () => new Promise<never>(() => {})],
  ])(
    'frees its data folder also when the closing of a line %s',
    async (_, close) => {
      const folder = await site({ presenceRadar: { path: '/dev/radar' } });
      const { host } = await start({
        ...folder,
        openSerial: () => async () => {
          const opened = await memoryLine().kiosk();
          return opened.ok ? ok({ ...opened.value, close }) : opened;
        },
      });
      await new Promise((opened) => setTimeout(opened, 20));
      open.pop();
      await host.stop();
      await start(folder);
    },
    15_000,
  );
});

describe('the device key', () => {
  const sealedAt = (sequence: number, previousHash: string, change: Partial<EnvelopeHeader> = {}) => {
    const parts = {
      header: { ...headerWith({ transactionId }), sequence, previousHash, ...change },
      encapsulatedKey: noHash,
      ciphertext: 'AAAA',
    };
    return { ...parts, hash: envelopeHash(parts) };
  };
  const first = sealedAt(1, noHash);
  const envelopes = [first, sealedAt(2, first.hash)];

  it('signs the hash of each envelope that goes into the journal, and always the same way', async () => {
    const folder = await enrolledFolder();
    const { kiosk } = await start(folder);
    const answer = await kiosk.invoke('journal.append', { envelopes, recovered: false });
    const check = checkOf(folder.publicKey);
    const signatures = answer.ok ? answer.value.signatures : [];
    expect(signatures).toHaveLength(2);
    for (const [at, { hash }] of envelopes.entries())
      expect(check(envelopeSigningBytes(hash), signatures[at]!)).toBe(true);
    expect(await kiosk.invoke('journal.append', { envelopes, recovered: true })).toEqual(answer);
    expect(await kiosk.invoke('journal.signatures', { fromSequence: 2, limit: 10 })).toEqual(
      ok({ signatures: [{ sequence: 2, hash: envelopes[1]!.hash, signature: signatures[1] }] }),
    );
  });

  it.each([{ kioskId: 'K02' }, { epoch: 2 }])('signs nothing of another kiosk: %j', async (foreign) => {
    const { kiosk } = await start(await enrolledFolder());
    const asked = [first, sealedAt(2, first.hash, foreign)];
    expect(await kiosk.invoke('journal.append', { envelopes: asked, recovered: false })).toEqual(
      err({ code: 'foreign-header' }),
    );
    expect(await kiosk.invoke('journal.mark', {})).toMatchObject({ value: { sequence: 0 } });
  });

  it('signs no hash but that of the parts that come with it', async () => {
    const { kiosk } = await start(await enrolledFolder());
    const asked = [{ ...first, ciphertext: 'AAAB' }];
    expect(await kiosk.invoke('journal.append', { envelopes: asked, recovered: false })).toEqual(
      err({ code: 'bad-hash' }),
    );
    expect(await kiosk.invoke('journal.mark', {})).toMatchObject({ value: { sequence: 0 } });
  });
});

it('a kiosk with a damaged voice pack starts, speaks with the others and says which hint a technician needs', async () => {
  const { dataFolder } = await enrolledFolder();
  const voiceFolder = path.join(dataFolder, 'voices');
  const profilePath = path.join(dataFolder, 'profile.json');
  const key = newKey();
  await writeTestPack(path.join(voiceFolder, 'whole.cvp'), key, { 'idle.title': '您好' });
  await writeTestPack(
    path.join(voiceFolder, 'broken.cvp'),
    key,
    { 'idle.title': '您好' },
    { packId: 'broken' },
  );
  writeFileSync(path.join(voiceFolder, 'broken.cvp', 'idle.title.wav'), 'another sound');
  writeFileSync(profilePath, JSON.stringify({ version: 1, voiceFolder, voiceKeys: [publicKeyOf(key)] }));
  const { kiosk, host } = await start({ dataFolder, profilePath, mode: 'site' });
  expect(await kiosk.invoke('kiosk.facts', {})).toMatchObject({
    value: { needsTechnician: 'voice-clip-damaged' },
  });
  const list = await host.asset('/voice/packs.json');
  const packs = JSON.parse(Buffer.from(list!.bytes).toString()) as readonly { readonly packId: string }[];
  expect(packs.map(({ packId }) => packId)).toEqual(['test']);
  expect(readFileSync(path.join(dataFolder, 'log'), 'utf8')).toContain('voice-clip-damaged');
});

it('a kiosk that nobody has enrolled starts and says so, call by call', async () => {
  const { kiosk } = await start({ dataFolder: mkdtempSync(path.join(tmpdir(), 'host-')) });
  expect(await kiosk.invoke('kiosk.facts', {})).toEqual(err({ code: 'not-enrolled' }));
  expect(await kiosk.invoke('journal.mark', {})).toEqual(err({ code: 'journal-unreadable' }));
  expect(await kiosk.invoke('printer.print', order(1))).toEqual(err({ code: 'disk-error' }));
});

it('the log knows names and outcomes, and nothing of the customer', async () => {
  const folder = await enrolledFolder();
  const { kiosk, heard } = await start(folder);
  await until(heard, 'device', { device: 'id-card-reader', state: 'online' });
  await kiosk.invoke('dock.set', { card: 'resident' });
  await until(heard, 'card', { state: 'read' });
  const read = heard.find(([, payload]) => (payload as { state?: string }).state === 'read');
  const { card } = read![1] as { card: { name: string; number: string; address: string } };
  await kiosk.invoke('printer.print', {
    ...order(1),
    slip: { blocks: [{ kind: 'pair', label: '姓名', value: card.name, size: 2 }] },
  });
  await kiosk.invoke('hub.upload', { head: `{"${card.number}":0}`, records: [] });
  const logFile = path.join(folder.dataFolder, 'log');
  const log = await vi.waitFor(() => {
    const text = readFileSync(logFile, 'utf8');
    expect(text).toContain('"call":"hub.upload","outcome":"unreachable"');
    return text;
  });
  expect(log).toContain('"call":"printer.print","outcome":"ok"');
  for (const personal of [card.name, card.number, card.address]) expect(log).not.toContain(personal);
}, 25_000);

async function anyHub(): Promise<string> {
  const server: Server = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  open.unshift({ stop: () => void server.close() });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function lastReport(heard: [string, unknown][], device: string): string | undefined {
  const reports = heard.map(([, payload]) => payload as { device?: string; state?: string });
  return reports.findLast((report) => report.device === device)?.state;
}
