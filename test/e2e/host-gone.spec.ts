import { expect, test } from '@playwright/test';
import { shapeFaults } from '../../tools/conformance/screen-faults.ts';
import { openBranch, type Branch } from '../../tools/rig/branch.ts';
import { openCustomer, type Customer } from '../../tools/rig/customer.ts';

let branch: Branch;
let customer: Customer;

test.beforeEach(async () => {
  branch = await openBranch();
  await branch.startHub();
  await branch.startKiosk();
  customer = await openCustomer(branch.launchUrl(), branch.browserFolder);
  await customer.sees('idle', 20_000);
  await untilVoiceIsKept();
});
test.afterEach(async () => {
  await customer.leaves();
  await branch.dispose();
});

/** The voice fetches what it must be able to say alone language by language; this is the very last of it. */
async function untilVoiceIsKept(): Promise<void> {
  await customer.page.waitForFunction(
    () =>
      performance.getEntriesByType('resource').some(({ name }) => /demo-en\/voice\.loudest\./u.test(name)),
    null,
    { timeout: 30_000 },
  );
}

/**
 * The sounds that need no host, by kind: `data:` is a sentence in the page's memory, `chime` is what is left without one.
 * (The idle screen may still be saying what it had fetched.)
 */
async function soundsWithoutHost(sinceMs: number): Promise<readonly string[]> {
  const { sounds } = await customer.report();
  return sounds
    .filter(({ startedAtMs }) => startedAtMs > sinceMs)
    .map(({ source }) => source.slice(0, 5))
    .filter((kind) => kind !== 'http:');
}

const nowMs = () => customer.page.evaluate(() => performance.timeOrigin + performance.now());

test('a customer whose visit is cut off by a dead host hears what to do in the own language, and so do the keys', async () => {
  await customer.touches('wake');
  await customer.sees('greeting');
  await customer.touches('choice:language');
  await customer.touches('language:en');
  await expect(customer.page.locator('.stage')).toHaveAttribute('lang', 'en');
  // A touch beside the keys hushes the greeting, whose next sentence would be a chime now.
  await customer.page.touchscreen.tap(540, 20);
  const diedAtMs = await nowMs();
  await branch.killKiosk();
  await customer.sees('service.interrupted');
  await expect(customer.page.locator('.told')).toContainText('not be done yet');
  expect(await shapeFaults(customer.page)).toEqual([]);
  const sentences = ['data:', 'data:', 'data:', 'data:'];
  await expect.poll(() => soundsWithoutHost(diedAtMs), { timeout: 40_000 }).toEqual(sentences);
  for (const key of ['voice:slower', 'voice:faster', 'voice:quieter', 'voice:louder', 'fixed:repeat']) {
    const touchedAtMs = await nowMs();
    await customer.touches(key);
    await expect.poll(() => soundsWithoutHost(touchedAtMs)).toEqual(['data:']);
  }
});

test('an idle kiosk whose host dies sends whoever comes to the counter, and speaks', async () => {
  const diedAtMs = await nowMs();
  await branch.killKiosk();
  await customer.sees('service.out');
  await expect(customer.page.locator('.told')).toHaveText('这台机器要歇一会儿。请到柜台，工作人员帮您办。');
  await expect.poll(() => soundsWithoutHost(diedAtMs), { timeout: 20_000 }).toEqual(['data:', 'data:']);
});
