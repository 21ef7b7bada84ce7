import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { deviceNames } from '../../core/devices/states.ts';
import { WebSocket } from 'ws';
import { hostOver } from '../../core/contract/client.ts';
import { closeCodes, maxFrameBytes, noncePath, socketPath } from '../../core/contract/frames.ts';
import { ok } from '../../core/lib/result.ts';
import { realClock } from '../../machine/real-clock.ts';
import { newFolder, startWebhostProcess, type WebhostProcess } from '../support/webhost-process.ts';
import { askNonce, greetedSocket, launch, openSocket, pageWire } from '../support/live-webhost.ts';
import { startProgram, type Program } from '../../tools/rig/program.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function start(flags: string[], folder = newFolder()): Promise<WebhostProcess> {
  const host = await startWebhostProcess(['--no-browser', ...flags], folder);
  stops.push(() => host.end('SIGKILL'));
  return host;
}

let hub: Program;
const hubFolder = newFolder();
beforeAll(async () => {
  execFileSync(process.execPath, ['tools/build.mjs', 'node', 'page', '--if-stale'], { stdio: 'ignore' });
  hub = await startProgram('dist/hub/main.js', ['--data', hubFolder, '--port', '0']);
});
afterAll(() => hub.stop());

/** What a kiosk is told to enrol at the hub. */
function enrolment(kioskId: string): string[] {
  const kiosk = ['--kiosk', kioskId, '--branch-name', '示范营业厅', '--branch-code', 'DEMO01'];
  const args = ['dist/hub/main.js', 'enrol', '--data', hubFolder, ...kiosk];
  const code = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return ['--hub', String(hub.said('url')), '--enrol', code.trim()];
}

/** A request exactly as written, with no client that would tidy it up. */
function ask(
  origin: string,
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<number> {
  const { port } = new URL(origin);
  return new Promise((settle, fail) => {
    const asked = request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      response.resume();
      settle(response.statusCode ?? 0);
    });
    asked.once('error', fail);
    asked.end();
  });
}

/** The status of a WebSocket handshake with these headers; 101 when it is accepted. */
function knock(origin: string, headers: Record<string, string>, target = socketPath): Promise<number> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${target}`, { headers });
  return new Promise((settle) => {
    socket.once('open', () => {
      settle(101);
      socket.terminate();
    });
    socket.once('unexpected-response', (_request, response) => settle(response.statusCode ?? 0));
    socket.once('error', () => settle(0));
  });
}

async function session(host: WebhostProcess) {
  const origin = host.ready.url;
  return { origin, cookie: await launch(host.ready.launchUrl) };
}

describe('the gate', () => {
  it('opens for the launch code once, and says the next address', async () => {
    const host = await start(['--demo']);
    const next = host.next('launchUrl');
    const { origin, cookie } = await session(host);
    await expect(launch(host.ready.launchUrl)).rejects.toThrow('403');
    await expect(launch(`${origin}/launch?c=wrong`)).rejects.toThrow('403');
    await expect(launch(`${origin}/launch`)).rejects.toThrow('403');
    expect(await ask(origin, '/', { cookie })).toBe(200);
    const second = await launch(String((await next)['launchUrl']));
    expect(await ask(origin, '/', { cookie: second })).toBe(200);
    expect(await ask(origin, '/', { cookie })).toBe(403);
  });

  it('is closed to a foreign host name, without a cookie and with a foreign one', async () => {
    const host = await start(['--demo']);
    const { origin, cookie } = await session(host);
    for (const foreign of ['evil.example', 'localhost', `evil.example:${new URL(origin).port}`])
      expect(await ask(origin, '/', { cookie, host: foreign })).toBe(421);
    expect(await ask(origin, '/')).toBe(403);
    expect(await ask(origin, '/', { cookie: 'care-kiosk=guess' })).toBe(403);
    expect(await ask(origin, noncePath, { cookie }, 'POST')).toBe(403);
    expect(await ask(origin, noncePath, { cookie, origin: 'http://evil.example' }, 'POST')).toBe(403);
    expect(await ask(origin, '/', { cookie }, 'DELETE')).toBe(405);
  });

  it('lets only its own page open the socket', async () => {
    const host = await start(['--demo']);
    const { origin, cookie } = await session(host);
    expect(await knock(origin, { origin, cookie })).toBe(101);
    expect(await knock(origin, { origin: 'http://evil.example', cookie })).toBe(403);
    expect(await knock(origin, { origin: 'null', cookie })).toBe(403);
    expect(await knock(origin, { cookie })).toBe(403);
    expect(await knock(origin, { origin })).toBe(403);
    expect(await knock(origin, { origin, cookie, host: 'evil.example' })).toBe(403);
    expect(await knock(origin, { origin, cookie }, '/elsewhere')).toBe(403);
  });

  it('answers nasty paths with a refusal and lives on', async () => {
    const host = await start(['--demo']);
    const { origin, cookie } = await session(host);
    const nasty = [
      '//',
      '//etc/passwd',
      '/%zz',
      '/..%2f..%2fetc/passwd',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/../../etc/passwd',
      '/a%00b',
      '/..\\..\\x',
      '/assets/../../package.json',
      '/voice/pack/zh-CN/..%2f..%2f..%2fpackage.json',
      '/voice/live/..%2fx.wav',
      `/${'a'.repeat(8_000)}`,
      '*',
      'http://evil.example/',
    ];
    for (const headers of [{}, { cookie }])
      for (const target of nasty) {
        const status = await ask(origin, target, headers);
        expect({ target, status: status >= 400 && status < 500 }).toEqual({ target, status: true });
      }
    await halfRequests(Number(new URL(origin).port));
    expect(await ask(origin, '/', { cookie })).toBe(200);
  });
});

/** Peers that break off, or speak no HTTP at all. */
async function halfRequests(port: number): Promise<void> {
  const texts = [
    'GET',
    '\0\0\0\0',
    'GET / HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n',
    'POST /page-nonce HTTP/1.1\r\nContent-Length: 1000000\r\n\r\n',
  ];
  for (const text of texts)
    await new Promise((done) => {
      const peer = connect(port, '127.0.0.1', () => peer.write(text, () => peer.resetAndDestroy()));
      peer.once('close', done);
      peer.once('error', done);
    });
}

describe('the socket', () => {
  it('answers a call of a wrong name or shape by name, and goes on', async () => {
    const host = await start(['--demo']);
    const { socket, frames } = await greetedSocket(await session(host));
    const call = (correlationId: string, name: string, input: unknown) =>
      socket.send(JSON.stringify({ kind: 'call', correlationId, name, input }));
    call('1', 'no.such', {});
    call('2', '__proto__', {});
    call('3', 'dock.slip', { index: 'x' });
    call('4', 'dock.state', {});
    await vi.waitFor(() => {
      const codeOf = (id: string) =>
        frames.find((frame) => (frame as { correlationId?: string }).correlationId === id);
      expect(codeOf('1')).toMatchObject({ reply: { error: { code: 'no-such-call' } } });
      expect(codeOf('2')).toMatchObject({ reply: { error: { code: 'no-such-call' } } });
      expect(codeOf('3')).toMatchObject({ reply: { error: { code: 'bad-input' } } });
      expect(codeOf('4')).toMatchObject({ reply: { ok: true } });
    });
  });

  it.each([
    ['text that is not JSON', 'hello', closeCodes.notJson],
    ['bytes that are not JSON', Buffer.from([0xff, 0xfe]), closeCodes.notJson],
    ['a frame of an unknown kind', '{"kind":"eval"}', closeCodes.badFrame],
    ['a call without its id', '{"kind":"call","name":"kiosk.facts","input":{}}', closeCodes.badFrame],
    ['a second hello', '{"kind":"hello","nonce":"x"}', closeCodes.badFrame],
    ['a frame that is too large', 'x'.repeat(maxFrameBytes + 1), closeCodes.tooLarge],
  ])('is closed by %s, and opens again for the page', async (_name, frame, code) => {
    const host = await start(['--demo']);
    const page = await session(host);
    const { socket, closed } = await greetedSocket(page);
    socket.send(frame);
    expect(await closed).toBe(code);
    await greetedSocket(page);
  });

  it('is closed to a wrong, a used and a foreign nonce, and serves nothing before the hello', async () => {
    const host = await start(['--demo']);
    const page = await session(host);
    const nonce = await askNonce(page.origin, page.cookie);
    const call = { kind: 'call', correlationId: '1', name: 'dock.state', input: {} };
    const tries = [{ kind: 'hello', nonce: 'guess' }, call, { kind: 'pong' }, { kind: 'hello', nonce }];
    const codes = [];
    for (const first of [...tries, { kind: 'hello', nonce }]) {
      const socket = openSocket(page.origin, page.cookie);
      const closed = new Promise<number>((done) => socket.once('close', done));
      const heard = new Promise<string>((done) =>
        socket.once('message', (data) => done(String(data as Buffer))),
      );
      socket.once('open', () => socket.send(JSON.stringify(first)));
      codes.push(await Promise.race([closed, heard]));
      socket.terminate();
    }
    const { refused } = closeCodes;
    expect(codes).toEqual([refused, refused, refused, '{"kind":"welcome"}', refused]);
  });

  it('belongs to the newest page: the one before is closed and told why', async () => {
    const host = await start(['--demo']);
    const page = await session(host);
    const first = await greetedSocket(page);
    const second = await greetedSocket(page);
    expect(await first.closed).toBe(closeCodes.replaced);
    second.socket.send(JSON.stringify({ kind: 'call', correlationId: '9', name: 'dock.state', input: {} }));
    await vi.waitFor(() =>
      // Devices that come up meanwhile are told in between.
      expect(second.frames).toContainEqual(expect.objectContaining({ kind: 'reply', correlationId: '9' })),
    );
  });
});

describe('a kiosk behind the webhost', () => {
  it('lets a page lay a card and hears it read', async () => {
    const host = await start(['--demo']);
    const { origin, cookie } = await session(host);
    const page = await pageWire(origin, cookie, realClock());
    const kiosk = hostOver(page.wire, realClock(), () => crypto.randomUUID());
    const heard: string[] = [];
    kiosk.on('card', (event) => heard.push(event.state));
    expect(await kiosk.invoke('dock.set', { card: 'resident' })).toMatchObject({ ok: true });
    await vi.waitFor(() => expect(heard).toEqual(['laid', 'read']), { timeout: 5_000 });
    expect(host.log()).not.toMatch(/王秀英|19490301/);
    page.socket().terminate();
  });

  it('says that it is not enrolled, and refuses the dock in a branch', async () => {
    const host = await start([]);
    const { origin, cookie } = await session(host);
    const page = await pageWire(origin, cookie, realClock());
    const kiosk = hostOver(page.wire, realClock(), () => crypto.randomUUID());
    expect(await kiosk.invoke('kiosk.facts', {})).toMatchObject({ error: { code: 'not-enrolled' } });
    expect(await kiosk.invoke('dock.state', {})).toMatchObject({ error: { code: 'not-demo' } });
    page.socket().terminate();
  });

  it('keeps identity, key and journal when it is killed and started again', async () => {
    const folder = newFolder();
    const enrolled = enrolment('K01');
    const first = await start(['--demo', ...enrolled], folder);
    const before = await facts(first);
    expect(before).toMatchObject({ ok: true, value: { kioskId: 'K01', epoch: 1, mode: 'demo' } });
    const noted = await incident(first);
    expect(noted).toEqual(ok({}));
    await first.end('SIGKILL');
    // The code is spent; a kiosk that tried to use it again would be refused.
    const again = await start(['--demo', ...enrolled], folder);
    expect(await facts(again)).toMatchObject({ ok: true, value: { kioskId: 'K01', epoch: 1 } });
    const journal = readdirSync(path.join(folder, 'journal')).map((name) =>
      readFileSync(path.join(folder, 'journal', name), 'utf8'),
    );
    expect(journal.join('')).toContain('killed-test');
    for (const file of ['identity.json', 'device-key.pem'])
      expect(statSync(path.join(folder, file)).mode & 0o777).toBe(0o600);
    expect(await again.end('SIGTERM')).toBe(0);
  });

  it('starts with a profile that does not parse, without its devices, and calls for a technician', async () => {
    const profile = path.join(newFolder(), 'site.json');
    writeFileSync(profile, '{"version":1,"devices":{"receiptPrintr":{}}}');
    const host = await start(['--profile', profile, ...enrolment('K02')]);
    expect(await facts(host)).toMatchObject({
      ok: true,
      value: {
        mode: 'site',
        needsTechnician: 'profile-invalid',
        devices: deviceNames.map((device) => ({ device, state: 'no-device', cause: 'not-in-profile' })),
      },
    });
    expect(host.log()).toContain('devices.receiptPrintr');
    expect(readFileSync(profile, 'utf8')).toContain('receiptPrintr');
  });

  it('fails loudly where its port is taken or its data folder in use', async () => {
    const host = await start(['--demo']);
    const port = new URL(host.ready.url).port;
    await expect(start(['--demo', '--port', port])).rejects.toThrow(/port \d+ is taken/);
    await expect(start(['--demo'], host.folder)).rejects.toThrow('data-folder-in-use');
    await expect(start(['--port', 'many'])).rejects.toThrow('--port');
    await expect(start(['--dmeo'])).rejects.toThrow('--dmeo');
  });
});

async function facts(host: WebhostProcess) {
  return (await kioskOf(host)).invoke('kiosk.facts', {});
}

async function incident(host: WebhostProcess) {
  return (await kioskOf(host)).invoke('journal.incident', { code: 'row-unreadable', detail: 'killed-test' });
}

const kiosks = new Map<WebhostProcess, Promise<ReturnType<typeof hostOver>>>();
function kioskOf(host: WebhostProcess) {
  const known = kiosks.get(host);
  if (known !== undefined) return known;
  const opened = session(host).then(async ({ origin, cookie }) => {
    const page = await pageWire(origin, cookie, realClock());
    // The wire would ask for ever after its host has been killed.
    stops.push(async () => page.socket().terminate());
    return hostOver(page.wire, realClock(), () => crypto.randomUUID());
  });
  kiosks.set(host, opened);
  return opened;
}
