import { createHash } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFromHub, parseRetryAfter } from '../../host/hub-fetch.ts';
import { openHubLine, probeDelays } from '../../host/hub-line.ts';
import { checkOf } from '../../machine/ed25519.ts';
import { readUploadSignature } from '../../sync/protocol/upload-signature.ts';
import { newDeviceKey, signedWith } from '../support/kiosk-envelopes.ts';
import { manualClock } from '../support/manual-clock.ts';

const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function hub(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  open.push(server);
  await new Promise<void>((up) => server.listen(0, '127.0.0.1', up));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = { method: 'POST', body: '{}', deadlineMs: 1_000 } as const;

describe('a request to the hub', () => {
  it('brings status, pace and body back as they came, whatever they say', async () => {
    const url = await hub((_request, response) => {
      response.writeHead(503, { 'retry-after': '7', 'content-type': 'text/html' });
      response.end('<h1>维护中</h1>');
    });
    expect(await fetchFromHub(manualClock(), url, ask)).toEqual({
      ok: true,
      value: { status: 503, retryAfterSeconds: 7, body: '<h1>维护中</h1>' },
    });
  });

  it('does not follow a redirect to somewhere else', async () => {
    const url = await hub((_request, response) => {
      response.writeHead(302, { location: 'http://127.0.0.1:1/' });
      response.end();
    });
    expect(await fetchFromHub(manualClock(), url, ask)).toMatchObject({ ok: true, value: { status: 302 } });
  });

  it('is unreachable where nobody listens, and where the line breaks in mid-answer', async () => {
    expect(await fetchFromHub(manualClock(), 'http://127.0.0.1:1/', ask)).toMatchObject({
      error: 'unreachable',
    });
    const url = await hub((_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await fetchFromHub(manualClock(), url, ask)).toMatchObject({ error: 'unreachable' });
  });

  it('gives up at its deadline, before the answer and in the middle of it', async () => {
    for (const begin of [() => {}, (response: { write: (text: string) => void }) => response.write('half')]) {
      const clock = manualClock();
      const heard = gate();
      const url = await hub((_request, response) => {
        begin(response);
        heard.open();
      });
      const answer = fetchFromHub(clock, url, ask);
      await heard.opened;
      await clock.advance(1_000);
      expect(await answer).toMatchObject({ error: 'timed-out' });
    }
  });

  it('stops reading an answer that does not end', async () => {
    const url = await hub((_request, response) => {
      const more = () => void (response.writable && response.write(Buffer.alloc(65_536), more));
      more();
    });
    expect(await fetchFromHub(manualClock(), url, ask)).toMatchObject({ error: 'answer-too-large' });
  });
});

describe('Retry-After', () => {
  const nowMs = Date.parse('Mon, 02 Nov 2026 08:00:00 GMT');
  it.each([
    ['0', 0],
    ['120', 120],
    [' 5 ', 5],
    ['Mon, 02 Nov 2026 08:00:30 GMT', 30],
    ['Mon, 02 Nov 2026 07:00:00 GMT', 0],
    ['-1', null],
    ['1.5', null],
    ['soon', null],
    ['', null],
    [null, null],
  ])('%j means %j seconds', (header, seconds) => {
    expect(parseRetryAfter(header, nowMs)).toBe(seconds);
  });
});

const device = newDeviceKey();
const signer = { keyId: 'K01.1', sign: (message: Uint8Array) => signedWith(device, message) };

describe('the line to the hub', () => {
  it('carries every upload with the signature of the device over its very bytes', async () => {
    const heard: { readonly headers: IncomingHttpHeaders; readonly body: Buffer }[] = [];
    const url = await hub(async (request, response) => {
      const body = Buffer.concat(await request.toArray());
      if (request.method === 'POST') heard.push({ headers: request.headers, body });
      response.end('{}');
    });
    const line = openHubLine(manualClock(), { url, signer }, () => {});
    expect(await line.upload('{"名":1}')).toMatchObject({ ok: true });
    const { headers, body } = heard[0]!;
    const claim = readUploadSignature(headers, createHash('sha256').update(body).digest())!;
    expect(claim.keyId).toBe('K01.1');
    expect(checkOf(device.publicKey)(claim.message, Buffer.from(claim.signature).toString('base64url'))).toBe(
      true,
    );
    line.stop();
  });

  it('uploads nothing for a kiosk that has no device key', async () => {
    let posts = 0;
    const url = await hub((request, response) => {
      if (request.method === 'POST') posts += 1;
      response.end('{}');
    });
    const line = openHubLine(manualClock(), { url, signer: null }, () => {});
    expect(await line.upload('{}')).toEqual({ ok: false, error: 'unreachable' });
    expect(posts).toBe(0);
    line.stop();
  });

  it('tells when the hub comes and goes, and notices by itself that the cable is back', async () => {
    const url = await hub((_request, response) => response.end('{}'));
    const clock = manualClock();
    const heard: boolean[] = [];
    const line = openHubLine(clock, { url, signer }, (online) => heard.push(online));
    await vi.waitFor(() => expect(heard).toEqual([true]));
    line.plug(false);
    await vi.waitFor(() => expect(heard).toEqual([true, false]));
    expect(await line.upload('{}')).toEqual({ ok: false, error: 'unreachable' });
    await clock.advance(probeDelays.whileDownMs * 3);
    expect(heard).toEqual([true, false]);
    line.plug(true);
    await vi.waitFor(() => expect(heard).toEqual([true, false, true]));
    line.stop();
  });

  it('finds a hub that starts later', async () => {
    const url = await hub((_request, response) => response.end('{}'));
    const { port } = new URL(url);
    const server = open.at(-1)!;
    await new Promise((closed) => server.close(closed));
    const clock = manualClock();
    const heard: boolean[] = [];
    const line = openHubLine(clock, { url, signer }, (online) => heard.push(online));
    await line.upload('{}');
    await new Promise<void>((up) => server.listen(Number(port), '127.0.0.1', up));
    await vi.waitFor(async () => {
      await clock.advance(probeDelays.whileDownMs);
      expect(heard).toEqual([true]);
    });
    line.stop();
  });

  it('counts a hub that refuses as reachable: it paces its kiosks itself', async () => {
    const url = await hub((_request, response) => response.writeHead(500).end('no'));
    const line = openHubLine(manualClock(), { url, signer }, () => {});
    expect(await line.upload('{}')).toMatchObject({ ok: true, value: { status: 500, body: 'no' } });
    expect(line.isOnline()).toBe(true);
    line.stop();
  });

  it('believes nothing that comes back over a cable that was pulled meanwhile', async () => {
    const asked = gate();
    const answer = gate();
    const url = await hub((request, response) => {
      if (request.method === 'GET') return void response.end('{}');
      asked.open();
      void answer.opened.then(() => response.end('{}'));
    });
    const line = openHubLine(manualClock(), { url, signer }, () => {});
    const upload = line.upload('{}');
    await asked.opened;
    line.plug(false);
    answer.open();
    expect(await upload).toEqual({ ok: false, error: 'unreachable' });
    line.stop();
  });

  it('is down without a hub', async () => {
    const line = openHubLine(manualClock(), null, () => {});
    expect(await line.upload('{}')).toEqual({ ok: false, error: 'unreachable' });
    expect(line.isOnline()).toBe(false);
    line.stop();
  });
});

function gate() {
  let openIt = () => {};
  const opened = new Promise<void>((done) => (openIt = done));
  return { open: () => openIt(), opened };
}
