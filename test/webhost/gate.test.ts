import { describe, expect, it } from 'vitest';
import { createGate } from '../../webhost/gate.ts';
import { manualClock } from '../support/manual-clock.ts';

const host = '127.0.0.1:17410';
const origin = `http://${host}`;

function opened() {
  const clock = manualClock();
  const gate = createGate(clock, 17_410);
  const code = codeOf(gate.issueLaunchUrl(30_000));
  const cookie = gate.redeem(code)!.split(';')[0]!;
  return { clock, gate, code, cookie };
}

function codeOf(url: string): string {
  return new URL(url).searchParams.get('c')!;
}

describe('the launch code', () => {
  it('opens a session once and never again', () => {
    const { gate, code } = opened();
    expect(gate.redeem(code)).toBeNull();
  });

  it('is refused when it is wrong, empty or of another length, and stays good for its owner', () => {
    const gate = createGate(manualClock(), 17_410);
    const code = codeOf(gate.issueLaunchUrl(30_000));
    for (const wrong of ['', 'x', code.slice(1), `${code}x`, code.toLowerCase()])
      expect(gate.redeem(wrong)).toBeNull();
    expect(gate.redeem(code)).toMatch(/^care-kiosk=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/);
  });

  it('is spent when it comes late', async () => {
    const clock = manualClock();
    const gate = createGate(clock, 17_410);
    const code = codeOf(gate.issueLaunchUrl(30_000));
    await clock.advance(30_001);
    expect(gate.redeem(code)).toBeNull();
    expect(gate.redeem(code)).toBeNull();
  });

  it('ends with the next one', () => {
    const gate = createGate(manualClock(), 17_410);
    const first = codeOf(gate.issueLaunchUrl(30_000));
    const second = codeOf(gate.issueLaunchUrl(30_000));
    expect(first).not.toBe(second);
    expect(gate.redeem(first)).toBeNull();
    expect(gate.redeem(second)).not.toBeNull();
  });
});

describe('the session', () => {
  it('is known by its cookie among others, and ends with the next launch', () => {
    const { gate, cookie } = opened();
    expect(gate.isSession({ cookie })).toBe(true);
    expect(gate.isSession({ cookie: `a=b; ${cookie}; c=d` })).toBe(true);
    gate.redeem(codeOf(gate.issueLaunchUrl(30_000)));
    expect(gate.isSession({ cookie })).toBe(false);
  });

  it.each([undefined, '', 'care-kiosk=', 'care-kiosk=wrong', 'xcare-kiosk=a'])(
    'is not opened by the cookie %j',
    (cookie) => {
      const { gate } = opened();
      expect(gate.isSession(cookie === undefined ? {} : { cookie })).toBe(false);
    },
  );

  it('does not exist before a launch, not even for an empty cookie', () => {
    expect(createGate(manualClock(), 17_410).isSession({ cookie: 'care-kiosk=' })).toBe(false);
  });
});

describe('a page of ours', () => {
  it('has our host, our origin and our cookie', () => {
    const { gate, cookie } = opened();
    expect(gate.isOwnPage({ host, origin, cookie })).toBe(true);
  });

  it.each([
    ['a foreign host', { host: 'evil.example:17410' }],
    ['localhost by name', { host: 'localhost:17410' }],
    ['another port', { host: '127.0.0.1:80' }],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['an opaque origin', { origin: 'null' }],
    ['no origin', { origin: undefined }],
    ['no cookie', { cookie: undefined }],
  ])('is not one with %s', (_name, wrong) => {
    const { gate, cookie } = opened();
    const headers = { host, origin, cookie, ...wrong };
    expect(gate.isOwnPage(Object.fromEntries(Object.entries(headers).filter(([, value]) => value)))).toBe(
      false,
    );
  });
});

describe('the page nonce', () => {
  it('opens one socket, in time, in its own session', async () => {
    const { gate, clock } = opened();
    const nonce = gate.issueNonce();
    expect(gate.spendNonce('wrong')).toBe(false);
    expect(gate.spendNonce(nonce)).toBe(true);
    expect(gate.spendNonce(nonce)).toBe(false);
    const late = gate.issueNonce();
    await clock.advance(30_001);
    expect(gate.spendNonce(late)).toBe(false);
    const foreign = gate.issueNonce();
    gate.redeem(codeOf(gate.issueLaunchUrl(30_000)));
    expect(gate.spendNonce(foreign)).toBe(false);
  });
});
