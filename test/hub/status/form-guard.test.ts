import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { formGuard } from '../../../hub/status/form-guard.ts';

const receipt = { id: 'receipt', publicKey: '', sign: () => 'a-signature' };
const otherReceipt = { ...receipt, sign: () => 'another-signature' };
const hourMs = 3_600_000;
const from = (headers: Record<string, string>, host = 'hub.branch:8180') =>
  ({ headers, host }) as FastifyRequest;
const ours = from({ 'sec-fetch-site': 'same-origin' });

test('a form of our own page is taken for hours, also by another process with the same keys, and then no more', () => {
  let nowMs = 100 * 6 * hourMs;
  const clock = { nowMs: () => nowMs };
  const guard = formGuard({ receipt }, clock);
  const token = guard.token('/work/1/claim');
  expect(formGuard({ receipt }, clock).refuses(ours, '/work/1/claim', token)).toBeNull();
  nowMs += 11 * hourMs;
  expect(guard.refuses(ours, '/work/1/claim', token)).toBeNull();
  nowMs += hourMs;
  expect(guard.refuses(ours, '/work/1/claim', token)).toBe('stale-form');
});

test('a token serves one form of one hub', () => {
  const clock = { nowMs: () => 0 };
  const guard = formGuard({ receipt }, clock);
  const token = guard.token('/work/1/claim');
  expect(guard.refuses(ours, '/work/2/claim', token)).toBe('stale-form');
  expect(guard.refuses(ours, '/work/1/claim', '')).toBe('stale-form');
  expect(guard.refuses(ours, '/work/1/claim', `${token.slice(0, -1)}é`)).toBe('stale-form');
  expect(formGuard({ receipt: otherReceipt }, clock).refuses(ours, '/work/1/claim', token)).toBe(
    'stale-form',
  );
});

test('a page of another origin, or one that hides its origin, is refused whatever token it has', () => {
  const guard = formGuard({ receipt }, { nowMs: () => 0 });
  const token = guard.token('/x');
  const refusal = (headers: Record<string, string>) => guard.refuses(from(headers), '/x', token);
  expect(refusal({ origin: 'https://hub.branch:8180' })).toBeNull();
  for (const headers of [
    {},
    { origin: 'null' },
    { origin: 'https://evil.example' },
    { origin: 'https://hub.branch.evil.example:8180' },
    { 'sec-fetch-site': 'cross-site', origin: 'https://hub.branch:8180' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ]) {
    expect(refusal(headers), JSON.stringify(headers)).toBe('foreign-page');
  }
});
