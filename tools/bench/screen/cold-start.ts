import type { CDPSession, Page } from '@playwright/test';
import type { Customer } from '../../rig/customer.ts';

/**
 * From asking for the page to an idle screen that is painted and wakes at a touch, once for each load.
 *
 * Cold: the HTTP cache is off, and with it the browser's cache of compiled code; the page, its connection, its queue
 * and its comparison with the journal begin anew. Warm: the browser itself, the files in the machine's memory, the
 * host and the hub.
 */
export async function coldStartsMs(
  customer: Customer,
  cdp: CDPSession,
  loads: number,
): Promise<readonly number[]> {
  const { page } = customer;
  const address = new URL('/', page.url()).href;
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const startsMs: number[] = [];
  for (let load = 0; load < loads; load += 1) {
    await page.goto('about:blank');
    await page.goto(address);
    startsMs.push(await touchableMs(page));
    // It really wakes.
    await customer.touches('wake');
    await customer.sees('greeting');
  }
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: false });
  await page.goto(address);
  await customer.sees('idle', 20_000);
  return startsMs;
}

async function touchableMs(page: Page): Promise<number> {
  const found = await page.waitForFunction(() => window.careKioskScreenProbe?.touchableAtMs ?? null, null, {
    timeout: 20_000,
  });
  return (await found.jsonValue()) ?? Number.NaN;
}
