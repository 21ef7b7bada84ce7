import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import type { Branch } from '../../rig/branch.ts';
import { openCustomer, type Customer } from '../../rig/customer.ts';
import { logSounds } from './sound-log.ts';
import type { ClockFacts } from './world.ts';

const screenWithinMs = 20_000;
const question = 'asking.claim-report.call-back';
const wayToQuestion = [
  'choice:claim-report',
  'choice:self',
  'choice:accident',
  'choice:yesterday',
  'choice:place.110000',
  'choice:place.110101',
] as const;
/** A question is answered with so many figures, which have to be there still whenever it comes back. */
const typed = '138';
const wantedExtensions = 11;

/** The same page under a clock that is moved by hand; the host behind it lives in real time. */
export async function gatherClockFacts(branch: Branch): Promise<ClockFacts> {
  const customer = await openCustomer(branch.launchUrl(), branch.browserFolder, async (page) => {
    await page.clock.install();
    await page.addInitScript(logSounds);
  });
  try {
    await reachQuestion(branch, customer);
    return await waitThrough(branch, customer);
  } finally {
    await customer.leaves();
  }
}

async function reachQuestion(branch: Branch, customer: Customer): Promise<void> {
  await customer.sees('idle', screenWithinMs);
  await customer.touches('wake');
  await customer.sees('greeting');
  await customer.touches('choice:start');
  await customer.sees('awaitingCard');
  branch.reader.lay(twinDemoCards.resident);
  await customer.sees('confirmingPerson', screenWithinMs);
  await customer.touches('choice:yes');
  await customer.sees('menu');
  for (const key of wayToQuestion) await customer.touches(key);
  await customer.sees(question);
  for (const digit of typed) await customer.touches(`digit:${digit}`);
}

async function waitThrough(branch: Branch, customer: Customer): Promise<ClockFacts> {
  const { page } = customer;
  const screen = async () => (await customer.screenId()) ?? '';
  const forward = async (ms: number) => {
    await page.clock.fastForward(ms);
    // Real time: an effect of the jump may go over the host.
    await page.waitForTimeout(250);
  };
  await forward(119_000 - 1_000);
  const at119s = await screen();
  const before = await soundCount(customer);
  await forward(2_000);
  const at120s = await screen();
  const warningHeard = await heardSince(customer, before);
  await forward(55_000);
  const beforeGraceEnds = await screen();
  const afterTap = (await goesOn(customer)) ? question : await screen();
  const shown: string[] = [];
  let extensions = afterTap === question ? 1 : 0;
  while (extensions > 0 && extensions < wantedExtensions) {
    await forward(121_000);
    const goesOnAgain = await goesOn(customer, (id) => shown.push(id));
    if (!goesOnAgain) break;
    extensions += 1;
  }
  const typedIsKept = await digitsAre(customer, typed);
  await forward(121_000);
  await forward(62_000);
  const afterGrace = await screen();
  branch.reader.lift();
  return {
    at119s,
    at120s,
    warningHeard,
    beforeGraceEnds,
    afterTap,
    extensions,
    typedIsKept,
    afterGrace,
    cameByItself: [...new Set(shown)].filter((id) => id !== 'stillThere' && id !== question),
    waitShownMs: await waitShown(branch, customer, forward),
  };
}

async function soundCount({ page }: Customer): Promise<number> {
  return page.evaluate(() => window.conformanceSounds?.length ?? 0);
}

async function heardSince({ page }: Customer, before: number): Promise<boolean> {
  return page
    .waitForFunction((count) => (window.conformanceSounds?.length ?? 0) > count, before, { timeout: 8_000 })
    .then(
      () => true,
      () => false,
    );
}

/** The warning is waited for, answered, and the question comes back; a crowded machine takes its time for both. */
async function goesOn(customer: Customer, onShown: (screenId: string) => void = () => {}): Promise<boolean> {
  const comes = (id: string) =>
    customer.sees(id, 5_000).then(
      () => true,
      () => false,
    );
  await comes('stillThere');
  onShown((await customer.screenId()) ?? '');
  await touchIfThere(customer, 'choice:go-on');
  return comes(question);
}

async function touchIfThere(customer: Customer, key: string): Promise<void> {
  if ((await customer.page.locator(`[data-key="${key}"]`).count()) > 0) await customer.touches(key);
  await customer.page.waitForTimeout(100);
}

async function digitsAre({ page }: Customer, digits: string): Promise<boolean> {
  const shown = await page
    .locator('.digits')
    .innerText({ timeout: 2_000 })
    .catch(() => '');
  return shown.replace(/\D/gu, '') === digits;
}

/** A reader that goes silent in the middle of a card: how long until the glass says that it is at work. */
async function waitShown(
  branch: Branch,
  customer: Customer,
  forward: (ms: number) => Promise<void>,
): Promise<number | null> {
  for (let times = 0; times < 12 && (await customer.screenId()) !== 'idle'; times += 1) {
    await forward(70_000);
    await touchIfThere(customer, 'choice:known');
  }
  await customer.sees('idle', screenWithinMs);
  const readsCards = customer.page.evaluate(
    () =>
      new Promise<number>((told) => {
        const startMs = performance.now();
        const look = () =>
          document.querySelector('main[data-screen^="readingCard"], main[data-screen="confirmingPerson"]') ===
          null
            ? setTimeout(look, 5)
            : told(performance.now() - startMs);
        look();
      }),
  );
  branch.reader.lay(twinDemoCards.resident);
  const shownMs = await Promise.race([
    readsCards,
    new Promise<null>((late) => setTimeout(() => late(null), 5_000)),
  ]);
  branch.reader.lift();
  return shownMs;
}
