import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { lockData } from '../../host/data-lock.ts';
import { saveIdentity } from '../../host/identity.ts';
import { openJournal } from '../../host/journal/journal.ts';
import { createDeviceKey, type DeviceKey } from '../../host/keys/device-key.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import { noHash, type Envelope } from '../../core/records/envelope.ts';
import { enrolledIdentity } from '../support/enrolled-identity.ts';
import { headerWith } from '../support/envelope-header.ts';
import { manualClock } from '../support/manual-clock.ts';

beforeAll(() => {
  spawnSync(process.execPath, ['tools/build.mjs', 'node', '--if-stale'], { stdio: 'ignore' });
}, 240_000);

/** `npm run journal`, without npm. */
function journal(...args: string[]) {
  const done = spawnSync(process.execPath, ['dist/tools/journal.js', ...args], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  const last = done.stdout.trim().split('\n').at(-1) ?? '';
  return { code: done.status, said: done.stdout + done.stderr, last: () => JSON.parse(last) as unknown };
}

function chainBy(key: DeviceKey, length: number): Envelope[] {
  const chain: Envelope[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const header = headerWith({ sequence, previousHash: chain.at(-1)?.hash ?? noHash });
    const sealed = { encapsulatedKey: noHash, ciphertext: Buffer.alloc(500, sequence).toString('base64url') };
    const hash = envelopeHash({ header, ...sealed });
    chain.push({ header, ...sealed, hash, signature: key.sign(envelopeSigningBytes(hash)) });
  }
  return chain;
}

/** A stopped kiosk with three records, and a second copy of its journal. */
async function kiosk() {
  const parent = await mkdtemp(path.join(tmpdir(), 'journal-tool-'));
  onTestFinished(() => rm(parent, { recursive: true, force: true }));
  const [data, stick] = [path.join(parent, 'data'), path.join(parent, 'stick')];
  await mkdir(stick);
  const key = await createDeviceKey(data);
  if (!key.ok) throw new Error(key.error.code);
  await saveIdentity(data, enrolledIdentity(key.value.publicKey));
  const folder = path.join(data, 'journal');
  const check = checkOf(key.value.publicKey);
  const who = { kioskId: 'K01', epoch: 1, checkDevice: check, checkHub: check };
  const opened = await openJournal({ ...who, folder, clock: manualClock() });
  if (!opened.ok) throw new Error(opened.error.code);
  for (const envelope of chainBy(key.value, 3)) await opened.value.append([envelope], false);
  await opened.value.incident('disk-low', 'free bytes: 1');
  await opened.value.close();
  await cp(folder, path.join(stick, 'K01-1', 'journal-00000000'), { recursive: true });
  return { data, stick, folder, segment: path.join(folder, '000001-2026-11-02.jsonl') };
}

describe('npm run journal', () => {
  it('finds a whole journal sound, lists it, and says what to do about an incident', async () => {
    const { data } = await kiosk();
    const verified = journal('verify', '--data', data);
    expect(verified.last()).toMatchObject({ segments: 1, lines: 5, envelopes: 3, damaged: 0, sound: true });
    expect(verified.code).toBe(0);
    expect(journal('list', '--data', data).last()).toMatchObject({
      segments: [{ lines: 5, sequences: [1, 3], incidents: 1 }],
    });
    const shown = journal('show-incidents', '--data', data);
    expect(shown.said).toContain('磁盘快满');
    expect(shown.last()).toMatchObject({ incidents: [{ code: 'disk-low' }] });
  }, 60_000);

  it('finds a journal unsound that was changed or cut, and leaves it as it is', async () => {
    const { data, segment } = await kiosk();
    const text = await readFile(segment, 'utf8');
    await writeFile(segment, text.replace('seal-1', 'seal-2'));
    await truncate(segment, Buffer.byteLength(text) - 3);
    const verified = journal('verify', '--data', data);
    expect(verified.last()).toMatchObject({ damaged: 1, missing: 1, sound: false });
    expect(verified.code).toBe(1);
    expect(await readFile(segment)).toHaveLength(Buffer.byteLength(text) - 3);
  }, 60_000);

  it('rebuilds it from the second copy and keeps the old one', async () => {
    const { data, stick, folder, segment } = await kiosk();
    await writeFile(segment, 'nothing reads any more\n');
    const rebuilt = journal('rebuild', '--data', data, '--copy', stick);
    expect(rebuilt.last()).toMatchObject({ envelopes: 3, incidents: 1, refused: 0 });
    expect(journal('verify', '--data', data).last()).toMatchObject({ envelopes: 3, sound: true });
    const aside = (await readdir(data)).find((name) => name.startsWith('journal-before-'));
    expect(await readFile(path.join(data, aside!, path.basename(segment)), 'utf8')).toContain(
      'nothing reads',
    );
    expect(await readdir(folder)).toHaveLength(1);
  }, 60_000);

  it('ends an enrolment and keeps what delivers its records, and says why they could not be delivered', async () => {
    const { data } = await kiosk();
    expect(journal('retire', '--data', data)).toMatchObject({ code: 0 });
    expect(await readdir(path.join(data, 'former', 'K01-1'))).toEqual(['device-key.pem', 'identity.json']);
    expect(journal('retire', '--data', data).last()).toEqual({ error: 'not-enrolled' });
    const delivered = journal('deliver', '--data', data);
    expect(delivered.last()).toEqual({
      delivered: [],
      failed: ['K01-1: the hub at http://127.0.0.1:1: unreachable'],
    });
    expect(delivered.code).toBe(1);
  }, 60_000);

  it('refuses while the kiosk runs, without an enrolment, and what it does not understand', async () => {
    const { data } = await kiosk();
    const lock = await lockData(data);
    if (!lock.ok) throw new Error(lock.error.code);
    // The lock is a socket of this very process, which must be able to answer meanwhile.
    const refused = await new Promise<string>((settle) => {
      const args = ['dist/tools/journal.js', 'verify', '--data', data];
      execFile(process.execPath, args, (_error, stdout) => settle(stdout));
    });
    await lock.value.release();
    expect(JSON.parse(refused)).toEqual({ sound: false, error: 'the kiosk is running: stop it first' });
    await rm(path.join(data, 'identity.json'));
    expect(journal('verify', '--data', data)).toMatchObject({ code: 1 });
    expect(journal('verify')).toMatchObject({ code: 2 });
    expect(journal('mend', '--data', data)).toMatchObject({ code: 2 });
    expect(journal('--help').said).toContain('usage: npm run journal');
  }, 60_000);
});
