import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { hostOver } from '../../core/contract/client.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { noHash, type Envelope } from '../../core/records/envelope.ts';
import { saveIdentity } from '../../host/identity.ts';
import { startKioskHost, type KioskHost } from '../../host/kiosk-host.ts';
import { createDeviceKey, type DeviceKey } from '../../host/keys/device-key.ts';
import { openLog } from '../../host/log.ts';
import { realClock } from '../../machine/real-clock.ts';
import { envelopeHash, envelopeSigningBytes } from '../../sync/protocol/chain.ts';
import { bareHostParts } from '../support/bare-host-parts.ts';
import { enrolledIdentity } from '../support/enrolled-identity.ts';
import { headerWith } from '../support/envelope-header.ts';

/** Root on Linux, and a machine that lets it mount: a container may not. */
function canMount(): boolean {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') return false;
  try {
    smallDisk();
    return true;
  } catch {
    return false;
  } finally {
    for (const one of undo.splice(0).toReversed()) void one();
  }
}

const undo: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const one of undo.splice(0).toReversed()) await one();
});

/** The disk is looked at every half minute; a test need not wait that long. */
function impatientClock(): Clock {
  const clock = realClock();
  return { ...clock, after: (delayMs, action) => clock.after(Math.min(delayMs, 1_500), action) };
}

/** An ext4 of 48 MB without a reserve for root, in a file. */
function smallDisk(): string {
  const parent = mkdtempSync(path.join(tmpdir(), 'disk-full-'));
  const [image, mount] = [path.join(parent, 'image'), path.join(parent, 'disk')];
  mkdirSync(mount);
  undo.push(() => rmSync(parent, { recursive: true }));
  execFileSync('truncate', ['-s', '48M', image]);
  execFileSync('mkfs.ext4', ['-q', '-m', '0', image]);
  execFileSync('mount', ['-o', 'loop', image, mount]);
  undo.push(() => void execFileSync('umount', [mount]));
  return mount;
}

/** Uses up the disk to its last byte. */
function fill(mount: string): () => void {
  const file = path.join(mount, 'somebody-elses-file');
  const handle = openSync(file, 'w');
  for (const pieceBytes of [64 * 1024, 512]) {
    try {
      for (;;) writeSync(handle, Buffer.alloc(pieceBytes, 1));
    } catch {
      // full in pieces of this size
    }
  }
  closeSync(handle);
  return () => rmSync(file);
}

async function enrolledKiosk(dataFolder: string, floorMB: number, ballastMB: number) {
  const key = await createDeviceKey(dataFolder);
  if (!key.ok) throw new Error(key.error.code);
  await saveIdentity(dataFolder, enrolledIdentity(key.value.publicKey));
  const profilePath = path.join(dataFolder, 'profile.json');
  await writeFile(profilePath, JSON.stringify({ version: 1, disk: { floorMB, ballastMB } }));
  return { key: key.value, start: () => started(dataFolder, profilePath) };
}

async function started(dataFolder: string, profilePath: string) {
  const host = await startKioskHost({
    clock: impatientClock(),
    log: openLog('/dev/null'),
    ...bareHostParts,
    dataFolder,
    profilePath,
  });
  if (!host.ok) throw new Error(host.error.code);
  undo.push(() => host.value.stop());
  return { ...page(host.value), host: host.value };
}

function page(host: KioskHost) {
  const heard: unknown[] = [];
  const wire = {
    request: host.serve,
    subscribe: (name: string, listener: (payload: unknown) => void) =>
      host.onEvent((at, payload) => at === name && listener(payload)),
  };
  const kiosk = hostOver(wire, realClock(), () => 'test');
  kiosk.on('intake', (intake) => heard.push(intake));
  return { kiosk, heard };
}

function envelopeBy(key: DeviceKey, before: Envelope | null): Envelope {
  const header = headerWith({
    sequence: (before?.header.sequence ?? 0) + 1,
    previousHash: before?.hash ?? noHash,
  });
  const sealed = { encapsulatedKey: noHash, ciphertext: Buffer.alloc(15_000, 7).toString('base64url') };
  const hash = envelopeHash({ header, ...sealed });
  return { header, ...sealed, hash, signature: key.sign(envelopeSigningBytes(hash)) };
}

const isMountable = canMount();
if (!isMountable)
  console.warn('\n*** NOT RUN: a full disk needs root on Linux and a loop mount. Nothing was tested. ***\n');

describe.runIf(isMountable)('a disk that becomes full', () => {
  it('is named, closes the intake, loses nothing acknowledged, and opens again when there is room', async () => {
    const mount = smallDisk();
    const { key, start } = await enrolledKiosk(mount, 8, 0);
    const { kiosk, heard } = await start();
    const acknowledged: Envelope[] = [];
    const next = () => envelopeBy(key, acknowledged.at(-1) ?? null);
    const append = (envelope: Envelope) =>
      kiosk.invoke('journal.append', { envelopes: [envelope], recovered: false });
    for (let at = 0; at < 3; at += 1) {
      const envelope = next();
      expect(await append(envelope)).toMatchObject({ ok: true });
      acknowledged.push(envelope);
    }
    const empty = fill(mount);
    // What still fits into the last block may be taken; it is acknowledged, and so it must stay.
    const refused = next();
    let answer = await append(refused);
    while (answer.ok) {
      acknowledged.push(refused);
      answer = await append(next());
    }
    expect(answer).toMatchObject({ error: { code: 'disk-full', detail: 'ENOSPC' } });
    await vi.waitFor(() => expect(heard).toContainEqual({ state: 'closed', why: 'disk-low' }), 5_000);
    expect(await kiosk.invoke('host.report', {})).toMatchObject({ value: { closedBecause: 'disk-low' } });
    // The incident's short line may still have found room; two records in a row do not.
    for (let at = 0; at < 2; at += 1)
      expect(await append(next())).toMatchObject({ error: { code: 'disk-full' } });
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ state: 'closed', why: 'journal-failed' }), 5_000);

    empty();
    const after = next();
    expect(await append(after)).toMatchObject({ ok: true });
    acknowledged.push(after);
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ state: 'open' }), 40_000);

    await undo.pop()?.();
    const again = await start();
    const read = await again.kiosk.invoke('journal.read', { fromSequence: 1, limit: 100 });
    expect(read).toMatchObject({ value: { envelopes: acknowledged.map((envelope) => ({ envelope })) } });
    expect(await again.kiosk.invoke('journal.mark', {})).toMatchObject({ value: { missing: [] } });
  }, 90_000);

  it('gives its ballast up, so that the incident can still be written', async () => {
    const mount = smallDisk();
    const { key, start } = await enrolledKiosk(mount, 4, 2);
    const { kiosk } = await start();
    const envelope = envelopeBy(key, null);
    expect(await kiosk.invoke('journal.append', { envelopes: [envelope], recovered: false })).toMatchObject({
      ok: true,
    });
    await vi.waitFor(() => execFileSync('test', ['-s', path.join(mount, 'ballast')]), 45_000);
    fill(mount);
    const second = envelopeBy(key, envelope);
    await kiosk.invoke('journal.append', { envelopes: [second], recovered: false });
    await vi.waitFor(async () => {
      expect(await kiosk.invoke('host.report', {})).toMatchObject({
        value: { closedBecause: 'disk-low', incidents: [{ code: 'disk-low' }] },
      });
    }, 10_000);
    expect(await kiosk.invoke('journal.append', { envelopes: [second], recovered: false })).toMatchObject({
      ok: true,
    });
  }, 90_000);
});
