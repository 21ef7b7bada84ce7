import assert from 'node:assert';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { generateKeyPairSync } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDeviceKey, loadDeviceKey } from '../../../host/keys/device-key.ts';
import { checkOf, verifyOnNode } from '../../../machine/ed25519.ts';

const message = new TextEncoder().encode('a message');

async function keyFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'keys-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return path.join(folder, 'private');
}

describe('a device key', () => {
  it('is the same after a restart', async () => {
    const folder = await keyFolder();
    const made = await createDeviceKey(folder);
    const loaded = await loadDeviceKey(folder);
    assert(made.ok && loaded.ok);
    expect(loaded.value.publicKey).toBe(made.value.publicKey);
    expect(made.value.publicKey).toMatch(/^[\w-]{43}$/);
    expect(loaded.value.sign(message)).toBe(made.value.sign(message));
  });

  it('knows its own signatures, of late and of long ago, and nobody else’s', async () => {
    const [one, other] = [await createDeviceKey(await keyFolder()), await createDeviceKey(await keyFolder())];
    assert(one.ok && other.ok);
    const messages = Array.from({ length: 100 }, (_, at) => Buffer.from(`message ${at}`));
    const signatures = messages.map((message) => one.value.sign(message));
    for (const [at, message] of messages.entries()) {
      expect(one.value.check(message, signatures[at]!)).toBe(true);
      expect(one.value.check(message, signatures[(at + 1) % 100]!)).toBe(false);
      expect(other.value.check(message, signatures[at]!)).toBe(false);
    }
    expect(one.value.check(messages[99]!, 'A'.repeat(86))).toBe(false);
  });

  it('lies in a file that only its owner may read, in a folder that only its owner may enter', async () => {
    const folder = await keyFolder();
    await createDeviceKey(folder);
    const [name] = await readdir(folder);
    expect((await stat(path.join(folder, name!))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('leaves no half-written file beside itself', async () => {
    const folder = await keyFolder();
    await createDeviceKey(folder);
    expect(await readdir(folder)).toEqual(['device-key.pem']);
  });

  it('is never overwritten', async () => {
    const folder = await keyFolder();
    await createDeviceKey(folder);
    const before = await readFile(path.join(folder, 'device-key.pem'), 'utf8');
    expect(await createDeviceKey(folder)).toEqual({ ok: false, error: { code: 'key-exists' } });
    expect(await readFile(path.join(folder, 'device-key.pem'), 'utf8')).toBe(before);
    expect(await readdir(folder)).toEqual(['device-key.pem']);
  });

  it('is made once when two starts race for it', async () => {
    const folder = await keyFolder();
    const made = await Promise.all([createDeviceKey(folder), createDeviceKey(folder)]);
    expect(made.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('a key that cannot be used is named', () => {
  it('when there is none: nobody makes another silently', async () => {
    const folder = await keyFolder();
    expect(await loadDeviceKey(folder)).toEqual({ ok: false, error: { code: 'key-missing' } });
  });

  it.each([0o640, 0o604, 0o620])('when others may touch it (mode %o)', async (mode) => {
    const folder = await keyFolder();
    await createDeviceKey(folder);
    await chmod(path.join(folder, 'device-key.pem'), mode);
    expect(await loadDeviceKey(folder)).toEqual({ ok: false, error: { code: 'readable-by-others' } });
  });

  it('when the file holds something else, or another kind of key', async () => {
    const folder = await keyFolder();
    await createDeviceKey(folder);
    const file = path.join(folder, 'device-key.pem');
    const { privateKey } = generateKeyPairSync('x25519');
    for (const content of ['', 'hello', privateKey.export({ type: 'pkcs8', format: 'pem' })]) {
      await writeFile(file, content);
      expect(await loadDeviceKey(folder)).toEqual({ ok: false, error: { code: 'not-a-key' } });
    }
  });

  it('when the folder is a file', async () => {
    const folder = await keyFolder();
    await writeFile(folder, '');
    expect(await createDeviceKey(folder)).toMatchObject({ ok: false, error: { code: 'disk-error' } });
    expect(await loadDeviceKey(folder)).toEqual({
      ok: false,
      error: { code: 'disk-error', detail: 'ENOTDIR' },
    });
  });
});

describe('a signature', () => {
  it('is checked with the public half, and an altered message or signature does not pass', async () => {
    const made = await createDeviceKey(await keyFolder());
    assert(made.ok);
    const { publicKey, sign } = made.value;
    const check = checkOf(publicKey);
    const signature = sign(message);
    expect(signature).toMatch(/^[\w-]{86}$/);
    expect(check(message, signature)).toBe(true);
    expect(check(new TextEncoder().encode('another'), signature)).toBe(false);
    expect(check(message, 'A'.repeat(86))).toBe(false);
    expect(check(message, 'short')).toBe(false);
    expect(await verifyOnNode(publicKey, message, signature)).toBe(true);
    expect(await verifyOnNode('no key', message, signature)).toBe(false);
  });
});
