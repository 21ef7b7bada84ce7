import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import type { Branch } from './branch.ts';
import type { Customer } from './customer.ts';
import { deedOn, type Deed, type VisitName } from './visit-script.ts';

/** What happens beside the customer's own deeds. */
export type VisitWatch = {
  /** A screen has come up and stands. */
  readonly onScreen?: (screenId: string) => Promise<void>;
  readonly onCardLaid?: (atMs: number) => void;
};

const screenWithinMs = 20_000;

/** Plays one whole visit, from idle to idle, as its script says. Throws where the script knows no way. */
export async function playVisit(
  branch: Branch,
  customer: Customer,
  visit: VisitName,
  watch: VisitWatch = {},
): Promise<void> {
  await customer.sees('idle', screenWithinMs);
  let screenId = 'idle';
  do {
    await watch.onScreen?.(screenId);
    const deed = deedOn(visit, screenId);
    if (deed === null) throw new Error(`no way on from screen ${screenId}`);
    await perform(branch, customer, deed, watch);
    screenId = await nextScreen(customer, screenId);
  } while (screenId !== 'idle');
}

async function perform(branch: Branch, customer: Customer, deed: Deed, watch: VisitWatch): Promise<void> {
  switch (deed.does) {
    case 'touch':
      return customer.touches(deed.key);
    case 'dial':
      for (const digit of deed.digits) await customer.touches(`digit:${digit}`);
      return customer.touches('pad:enter');
    case 'lay-card':
      watch.onCardLaid?.(performance.timeOrigin + performance.now());
      return branch.reader.lay(twinDemoCards.resident);
    case 'lift-card':
      return branch.reader.lift();
    case 'wait':
      return undefined;
  }
}

async function nextScreen(customer: Customer, before: string): Promise<string> {
  const main = customer.page.locator(`main[data-screen]:not([data-screen="${before}"])`);
  await main.waitFor({ timeout: screenWithinMs });
  return (await main.getAttribute('data-screen')) ?? before;
}
