import type { CDPSession } from '@playwright/test';
import type { Branch } from '../../rig/branch.ts';
import type { Customer } from '../../rig/customer.ts';
import { playVisit } from '../../rig/play-visit.ts';
import type { Noise } from '../noise.ts';
import { slopeOf, type Point } from './slope.ts';

/** One visit in ten is whole, with record and slip; the others lead from the door to the menu and out again. */
const visitsBetweenLooks = 10;
/** Pictures, voices and the compiler meet everything for the first time in the first visits: that is no growth. */
const warmUpVisits = 40;
const bytesPerKb = 1_000;

export type HeapGrowth = {
  readonly kbPer1000Visits: number;
  /** kB of JavaScript that is alive on the idle screen, at the first and the last look. */
  readonly firstKb: number;
  readonly lastKb: number;
  /** Elements and listeners more at the last look than at the first. */
  readonly moreNodes: number;
  readonly moreListeners: number;
};

type Look = Point & { readonly nodes: number; readonly listeners: number };

/** Plays visits and looks now and then how much is still alive after everything that can go has been collected. */
export async function heapGrowth(
  branch: Branch,
  customer: Customer,
  cdp: CDPSession,
  visits: number,
  noise: Noise,
): Promise<HeapGrowth> {
  const looks: Look[] = [];
  await cdp.send('HeapProfiler.enable');
  for (let visit = 1; visit <= warmUpVisits + visits; visit += 1) {
    const isWhole = visit % visitsBetweenLooks === 0;
    await playVisit(branch, customer, isWhole ? 'address-as-on-card' : 'to-the-menu');
    if (!isWhole) continue;
    noise.sample();
    await customer.sees('idle');
    const look = await lookAtHeap(customer, cdp, visit);
    if (visit >= warmUpVisits) looks.push(look);
    console.log(`heap after ${visit} of ${warmUpVisits + visits} visits: ${Math.round(look.y)} kB`);
  }
  const [first, last] = [looks[0], looks.at(-1)];
  if (first === undefined || last === undefined) throw new Error('too few visits for a slope');
  return {
    kbPer1000Visits: Math.round(slopeOf(looks) * 1_000),
    firstKb: Math.round(first.y),
    lastKb: Math.round(last.y),
    moreNodes: last.nodes - first.nodes,
    moreListeners: last.listeners - first.listeners,
  };
}

async function lookAtHeap({ page }: Customer, cdp: CDPSession, visit: number): Promise<Look> {
  // What the rig has written down about the page is not the page's.
  await page.evaluate(() => {
    for (const notes of [window.careKioskProbe, window.careKioskScreenProbe])
      for (const list of Object.values(notes ?? {})) if (Array.isArray(list)) list.length = 0;
  });
  // Twice: what the first collection finalises only goes in the second.
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('HeapProfiler.collectGarbage');
  const { usedSize } = await cdp.send('Runtime.getHeapUsage');
  const { nodes, jsEventListeners } = await cdp.send('Memory.getDOMCounters');
  return { x: visit, y: usedSize / bytesPerKb, nodes, listeners: jsEventListeners };
}
