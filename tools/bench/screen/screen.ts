import type { CDPSession } from '@playwright/test';
import type { Branch } from '../../rig/branch.ts';
import type { Customer } from '../../rig/customer.ts';
import { percentile, spread, tenths } from '../../rig/figures.ts';
import { playVisit } from '../../rig/play-visit.ts';
import type { VisitName } from '../../rig/visit-script.ts';
import { atCounter } from '../at-counter.ts';
import { firstLoadGzipKb } from '../first-load.ts';
import { noiseMeter, type Noise } from '../noise.ts';
import { coldStartsMs } from './cold-start.ts';
import { heapGrowth } from './heap.ts';
import { installScreenProbe, type ScreenProbeReport } from './screen-probe.ts';
import { paintMs, screensIn, voiceMs } from './turns.ts';

export type ScreenBenchOptions = {
  /** For the heap's slope. */
  readonly visits: number;
  /** Page loads for the cold start. */
  readonly loads: number;
};

/** The issue's own figures. */
const targets = {
  tapToPaintP95Ms: 100,
  voiceStartP95Ms: 150,
  coldStartMs: 1_500,
  jsGzipKb: 150,
  heapGrowthKbPer1000Visits: 1_000,
} as const;

/** Of a branch's slowest machines, as Lighthouse takes a mid-range telephone. */
const cpuThrottle = 4;
const fewestTaps = 100;
const visitKinds: readonly VisitName[] = ['claim-report', 'address-as-on-card', 'contact-change'];

/** The built page behind the real webhost in a real Chromium: how soon it answers finger and ear, and what it keeps. */
export function benchScreen(options: ScreenBenchOptions) {
  return atCounter(
    async (branch, customer) => {
      const cdp = await customer.page.context().newCDPSession(customer.page);
      return measure(branch, customer, cdp, options);
    },
    async (page) => void (await page.addInitScript(installScreenProbe)),
  );
}

async function measure(branch: Branch, customer: Customer, cdp: CDPSession, options: ScreenBenchOptions) {
  const noise = noiseMeter();
  await customer.sees('idle', 20_000);
  console.log(`cold start, ${options.loads} loads …`);
  noise.sample();
  const startsMs = await coldStartsMs(customer, cdp, options.loads);
  tell(startsMs);
  console.log('voice: every kind of visit once to be warm, then twice …');
  const voicesMs = await warmVoiceMs(branch, customer, noise);
  tell(voicesMs);
  console.log(`taps at a ${cpuThrottle} times slower processor …`);
  const taps = await throttledTaps(branch, customer, cdp, noise);
  tell(taps.paintMs);
  console.log(`heap, ${options.visits} visits …`);
  const heap = await heapGrowth(branch, customer, cdp, options.visits, noise);
  return withVerdict({
    taps: taps.paintMs.length,
    screens: taps.screens,
    cpuThrottle,
    tapToPaintMs: spread(taps.paintMs),
    eventTimingMs: spread(taps.eventTimingMs),
    voiceStartMs: spread(voicesMs),
    voiceStarts: voicesMs.length,
    coldStartMs: tenths(percentile(startsMs, 0.5)),
    coldStartSpreadMs: [tenths(Math.min(...startsMs)), tenths(Math.max(...startsMs))],
    coldStarts: startsMs.length,
    jsGzipKb: await firstLoadGzipKb('dist/renderer'),
    visits: options.visits,
    heapGrowthKbPer1000Visits: heap.kbPer1000Visits,
    heap,
    noise: noise.figures(),
  });
}

/** What has been measured is told at once: the rest takes minutes. */
function tell(figuresMs: readonly number[]): void {
  const { p50, p95 } = spread(figuresMs);
  console.log(`  median ${p50} ms, 95 of 100 within ${p95} ms`);
}

type Measured = {
  readonly tapToPaintMs: { readonly p95: number };
  readonly voiceStartMs: { readonly p95: number };
  readonly coldStartMs: number;
  readonly jsGzipKb: number;
  readonly heapGrowthKbPer1000Visits: number;
};

function withVerdict<M extends Measured>(measured: M) {
  const met = {
    tapToPaint: measured.tapToPaintMs.p95 <= targets.tapToPaintP95Ms,
    voiceStart: measured.voiceStartMs.p95 <= targets.voiceStartP95Ms,
    coldStart: measured.coldStartMs <= targets.coldStartMs,
    jsGzip: measured.jsGzipKb <= targets.jsGzipKb,
    heapGrowth: measured.heapGrowthKbPer1000Visits <= targets.heapGrowthKbPer1000Visits,
  };
  return { ...measured, met };
}

/** Nobody touches a screen before it has begun to speak. The first round fills every cache and does not count. */
async function warmVoiceMs(branch: Branch, customer: Customer, noise: Noise): Promise<readonly number[]> {
  const listened = { onScreen: async () => void (await customer.hears(2_500)) };
  for (let round = 0; round < 3; round += 1) {
    if (round === 1) await forgetReport(customer);
    noise.sample();
    for (const kind of visitKinds) await playVisit(branch, customer, kind, listened);
  }
  return voiceMs(await reportOf(customer));
}

async function throttledTaps(branch: Branch, customer: Customer, cdp: CDPSession, noise: Noise) {
  await forgetReport(customer);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: cpuThrottle });
  let figures = paintMs([]);
  for (let visit = 0; figures.length < fewestTaps; visit += 1) {
    noise.sample();
    await playVisit(branch, customer, visitKinds[visit % visitKinds.length] ?? 'claim-report');
    figures = paintMs((await reportOf(customer)).turned);
    console.log(`  ${figures.length} of ${fewestTaps} taps`);
  }
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  const { turned, eventTimingMs } = await reportOf(customer);
  return { paintMs: figures, eventTimingMs, screens: screensIn(turned) };
}

async function reportOf({ page }: Customer): Promise<ScreenProbeReport> {
  const report = await page.evaluate(() => window.careKioskScreenProbe);
  if (report === undefined) throw new Error('the page has no probe');
  return report;
}

async function forgetReport({ page }: Customer): Promise<void> {
  await page.evaluate(() => {
    for (const list of Object.values(window.careKioskScreenProbe ?? {}))
      if (Array.isArray(list)) list.length = 0;
  });
}
