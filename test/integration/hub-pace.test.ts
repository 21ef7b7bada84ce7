import pg from 'pg';
import { expect, test } from 'vitest';
import { enrolledCount } from '../../hub/pace/enrolled-count.ts';
import { hub, hubForEachTest } from '../support/each-test-hub.ts';

hubForEachTest();

test('the kiosks that may come are divided among the hubs on one database', async () => {
  for (const kioskId of ['K01', 'K02', 'K03', 'K04']) await hub.enrolledKiosk(kioskId);
  const counted = () => {
    const count = enrolledCount(hub.pool, hub.clock);
    return expect.poll(count, { timeout: 10_000 });
  };
  await counted().toBe(4);
  const options = { ...hub.pool.options, application_name: 'care-kiosk-hub another' } as pg.ClientConfig;
  const another = new pg.Client(options);
  await another.connect();
  try {
    await counted().toBe(2);
  } finally {
    await another.end();
  }
});
