import { expect, it } from 'vitest';
import { bellRhythm, createStaffBell } from '../../host/staff-bell.ts';
import { manualClock } from '../support/manual-clock.ts';

function rig() {
  const clock = manualClock();
  const rings: string[] = [];
  const bell = createStaffBell(clock, (reason, silent) => rings.push(silent ? `(${reason})` : reason));
  return { clock, rings, bell };
}

it('the bell rings at once, again and again, and stops when somebody comes', async () => {
  const { clock, rings, bell } = rig();
  bell.ring('customer-asked', false);
  expect(bell.call()).toEqual({ reason: 'customer-asked', silent: false });
  await clock.advance(bellRhythm.everyMs * 2);
  expect(rings).toHaveLength(3);
  bell.acknowledge();
  expect(bell.call()).toBeNull();
  await clock.advance(bellRhythm.everyMs * 10);
  expect(rings).toHaveLength(3);
});

it('the bell gives up after ten minutes but does not forget why it rang', async () => {
  const { clock, rings, bell } = rig();
  bell.ring('device', false);
  await clock.advance(bellRhythm.everyMs * 100);
  expect(rings).toHaveLength(bellRhythm.mostRings);
  expect(bell.call()?.reason).toBe('device');
});

it('a worry is told silently, and takes the place of what rang before', async () => {
  const { clock, rings, bell } = rig();
  bell.ring('customer-asked', false);
  bell.ring('worrying-answer', true);
  await clock.advance(bellRhythm.everyMs);
  expect(rings).toEqual(['customer-asked', '(worrying-answer)', '(worrying-answer)']);
  expect(bell.call()).toEqual({ reason: 'worrying-answer', silent: true });
  bell.stop();
  await clock.advance(bellRhythm.everyMs * 5);
  expect(rings).toHaveLength(3);
});

it('a device that tells of itself again and again neither drowns a customer nor begins the rhythm anew', async () => {
  const { clock, rings, bell } = rig();
  bell.ring('device', true);
  for (let again = 0; again < 6; again += 1) {
    await clock.advance(10_000);
    bell.ring('device', true);
  }
  expect(rings).toHaveLength(3);
  bell.ring('customer-asked', false);
  bell.ring('device', true);
  expect(bell.call()).toEqual({ reason: 'customer-asked', silent: false });
});
