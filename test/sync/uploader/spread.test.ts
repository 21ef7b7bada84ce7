import { expect, it } from 'vitest';
import { firstContactMs } from '../../../sync/uploader/spread.ts';

const kiosk = (at: number) => ({
  kioskId: `K${String(at).padStart(5, '0')}`,
  epoch: 1,
  mode: 'site' as const,
});

it('twenty thousand kiosks come evenly over the time that the hub has published, each always at its own place', () => {
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let at = 0; at < 20_000; at += 1) {
    const ms = firstContactMs(kiosk(at), 120);
    expect(ms).toBe(firstContactMs(kiosk(at), 120));
    tenths[Math.floor(ms / 12_000)]! += 1;
  }
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(200);
});

it('a kiosk that has never heard of a time takes a minute at a site and a second in a demo', () => {
  const longest = (mode: 'site' | 'demo') =>
    Math.max(...Array.from({ length: 500 }, (_, at) => firstContactMs({ ...kiosk(at), mode }, null)));
  expect(longest('site')).toBeGreaterThan(58_000);
  expect(longest('site')).toBeLessThan(60_000);
  expect(longest('demo')).toBeLessThan(1_000);
});
