import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { joinHub } from '../../host/membership.ts';
import type { Enrolment, EnrolmentAnswer } from '../../sync/protocol/wire.ts';
import { manualClock } from '../support/manual-clock.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A peer that answers an enrolment with these bytes, right or wrong. */
async function peer(status: number, body: string) {
  const asked: Enrolment[] = [];
  const server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString();
    asked.push(JSON.parse(text) as Enrolment);
    response.writeHead(status).end(body);
  });
  open.push(server);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return { asked, hubUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

function rawKey(pair: {
  publicKey: { export: (how: { format: 'jwk' }) => { x?: string | undefined } };
}): string {
  return pair.publicKey.export({ format: 'jwk' }).x!;
}
const answer: EnrolmentAnswer = {
  version: 1,
  kioskId: 'K07',
  epoch: 2,
  branchName: '示范营业厅',
  branchCode: 'DEMO01',
  sealingKey: { id: 's', publicKey: rawKey(generateKeyPairSync('x25519')) },
  receiptKey: { id: 'r', publicKey: rawKey(generateKeyPairSync('ed25519')) },
  rulesKey: { id: 'u', publicKey: rawKey(generateKeyPairSync('ed25519')) },
  keysSerial: 0,
};
const newFolder = () => mkdtempSync(path.join(tmpdir(), 'membership-'));
const clock = manualClock();
const enrolCode = 'ABCD-EFGH-JKLM';

describe('joining a hub', () => {
  it('buys an identity with the code and the new device key, and keeps both privately', async () => {
    const dataFolder = newFolder();
    const { asked, hubUrl } = await peer(200, JSON.stringify(answer));
    const joined = await joinHub({ clock, dataFolder, hubUrl, enrolCode });
    expect(joined).toMatchObject({ ok: true, value: { identity: { ...answer, hubUrl } } });
    if (joined.ok)
      expect(asked).toEqual([{ version: 1, code: enrolCode, deviceKey: joined.value.key.publicKey }]);
    expect(statSync(path.join(dataFolder, 'identity.json')).mode & 0o777).toBe(0o600);
    const again = await joinHub({ clock, dataFolder, hubUrl: null, enrolCode: null });
    expect(JSON.stringify(again)).toBe(JSON.stringify(joined));
  });

  it('does not enrol again what is enrolled: that would be a new epoch', async () => {
    const dataFolder = newFolder();
    const { asked, hubUrl } = await peer(200, JSON.stringify(answer));
    await joinHub({ clock, dataFolder, hubUrl, enrolCode });
    await joinHub({ clock, dataFolder, hubUrl, enrolCode });
    expect(asked).toHaveLength(1);
  });

  it.each([
    [403, '{}', 'code-refused'],
    [500, 'oops', 'hub-answer-unreadable'],
    [200, '<html>', 'hub-answer-unreadable'],
    [
      200,
      JSON.stringify({ ...answer, receiptKey: { id: 'r', publicKey: 'short' } }),
      'hub-answer-unreadable',
    ],
    [200, JSON.stringify(answer).slice(0, -5), 'hub-answer-unreadable'],
  ])('answered by %i %s ends as %s and leaves no identity', async (status, body, trouble) => {
    const dataFolder = newFolder();
    const { hubUrl } = await peer(status, body);
    const joined = await joinHub({ clock, dataFolder, hubUrl, enrolCode });
    expect(joined).toEqual({ ok: false, error: trouble });
    expect(existsSync(path.join(dataFolder, 'identity.json'))).toBe(false);
  });

  it('comes back with the same device key after a try that did not reach the hub', async () => {
    const dataFolder = newFolder();
    const lost = await joinHub({ clock, dataFolder, hubUrl: 'http://127.0.0.1:1', enrolCode });
    expect(lost).toEqual({ ok: false, error: 'hub-unreachable' });
    const key = readFileSync(path.join(dataFolder, 'device-key.pem'), 'utf8');
    const { hubUrl } = await peer(200, JSON.stringify(answer));
    expect((await joinHub({ clock, dataFolder, hubUrl, enrolCode })).ok).toBe(true);
    expect(readFileSync(path.join(dataFolder, 'device-key.pem'), 'utf8')).toBe(key);
  });

  it('does not bother the hub with what is no code', async () => {
    const { asked, hubUrl } = await peer(200, JSON.stringify(answer));
    const joined = await joinHub({ clock, dataFolder: newFolder(), hubUrl, enrolCode: 'abcd' });
    expect(joined).toEqual({ ok: false, error: 'code-malformed' });
    expect(asked).toHaveLength(0);
  });

  it('never takes an identity that does not parse for none', async () => {
    const dataFolder = newFolder();
    writeFileSync(path.join(dataFolder, 'identity.json'), '{"version":1,"kioskId":"K0');
    const { asked, hubUrl } = await peer(200, JSON.stringify(answer));
    const joined = await joinHub({ clock, dataFolder, hubUrl, enrolCode });
    expect(joined).toEqual({ ok: false, error: 'identity-unreadable' });
    expect(asked).toHaveLength(0);
    expect(readFileSync(path.join(dataFolder, 'identity.json'), 'utf8')).toContain('K0');
  });

  it('says that the key is missing where an identity is', async () => {
    const dataFolder = newFolder();
    writeFileSync(
      path.join(dataFolder, 'identity.json'),
      JSON.stringify({ ...answer, hubUrl: 'http://hub' }),
    );
    const joined = await joinHub({ clock, dataFolder, hubUrl: null, enrolCode: null });
    expect(joined).toEqual({ ok: false, error: 'key-missing' });
  });
});
