import { expect, test } from '@playwright/test';
import { openBranch } from '../../tools/rig/branch.ts';
import { openCustomer } from '../../tools/rig/customer.ts';
import { playVisit } from '../../tools/rig/play-visit.ts';

test('a newer window takes over the queue from an older one, and a page that is loaded anew from itself', async () => {
  test.setTimeout(180_000);
  const branch = await openBranch();
  try {
    await branch.startHub();
    await branch.startKiosk();
    const older = await openCustomer(branch.launchUrl(), branch.browserFolder);
    await playVisit(branch, older, 'address-as-on-card');
    branch.reader.lift();
    const newer = await older.opensAnother();
    await newer.sees('idle', 20_000);
    await expect.poll(() => older.screenId()).toMatch(/^service\./);
    await playVisit(branch, newer, 'address-as-on-card');
    branch.reader.lift();
    const { held = [], pending = [] } = await newer.page.evaluate(() => navigator.locks.query());
    expect(held.filter(({ name }) => name === 'outbox')).toHaveLength(1);
    expect(pending).toEqual([]);
    await newer.page.reload();
    await newer.sees('idle', 20_000);
    await playVisit(branch, newer, 'address-as-on-card');
    await expect
      .poll(async () => (await branch.hubRows()).map(({ slipNumber }) => slipNumber.slice(-6)).toSorted(), {
        timeout: 30_000,
      })
      .toEqual(['000001', '000002', '000003']);
    await older.leaves();
  } catch (cause) {
    console.error(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
});
