import type { Branch } from '../rig/branch.ts';
import type { Customer } from '../rig/customer.ts';
import { spread } from '../rig/figures.ts';
import { cardLineMs, nameShownMs, pageFigures } from '../rig/page-figures.ts';
import { playVisit } from '../rig/play-visit.ts';
import { atCounter } from './at-counter.ts';
import { firstLoadGzipKb } from './first-load.ts';
import { noiseMeter } from './noise.ts';

/** Plays the shortest visit many times in a real browser and measures what the customer waits for. */
export function benchVisits(visits: number) {
  return atCounter((branch, customer) => measure(branch, customer, visits));
}

async function measure(branch: Branch, customer: Customer, visits: number) {
  const laidAtMs: number[] = [];
  const noise = noiseMeter();
  for (let visit = 1; visit <= visits; visit += 1) {
    console.log(`visit ${visit} of ${visits}`);
    noise.sample();
    await playVisit(branch, customer, 'address-as-on-card', {
      // Nobody touches a screen before it has begun to speak.
      onScreen: async () => void (await customer.hears(2_500)),
      onCardLaid: (atMs) => laidAtMs.push(atMs),
    });
  }
  const acceptMs = await customer.page.evaluate(() =>
    performance.getEntriesByName('accept', 'measure').map(({ duration }) => duration),
  );
  const report = await customer.report();
  const { voiceStartMs, tapToPaintMs, muteScreens } = pageFigures(report);
  const cardToNameMs = laidAtMs.map((atMs) => nameShownMs(report, atMs));
  return {
    visits,
    cardToNameMs: spread(cardToNameMs),
    cardOverLineMs: spread(cardToNameMs.map((ms) => ms - cardLineMs)),
    acceptMs: spread(acceptMs),
    tapToPaintMs,
    voiceStartMs,
    muteScreens: muteScreens.length,
    firstLoadGzipKb: await firstLoadGzipKb('dist/renderer'),
    noise: noise.figures(),
  };
}
