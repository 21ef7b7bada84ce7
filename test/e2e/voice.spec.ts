import { expect, test, type Page } from '@playwright/test';
import { openBranch, type Branch } from '../../tools/rig/branch.ts';
import { openCustomer, panel, type Customer } from '../../tools/rig/customer.ts';
import { playVisit } from '../../tools/rig/play-visit.ts';
import { mostAtOnce, silencedMs, stretches } from '../support/listen.ts';
import { putTapeIn, readTape, tapeHears, tapeNowS, tapeRuns } from '../support/tape.ts';

let branch: Branch;
let customer: Customer;
let page: Page;

test.beforeEach(async () => {
  branch = await openBranch();
  await branch.startHub();
  await branch.startKiosk();
  customer = await openCustomer(branch.launchUrl(), branch.browserFolder, putTapeIn);
  page = customer.page;
  await customer.sees('idle', 20_000);
  await tapeRuns(page);
});
test.afterEach(async () => {
  await customer.leaves();
  await branch.dispose();
});

async function putFingerOn(key: string): Promise<void> {
  const box = await page.locator(`[data-key="${key}"]`).boundingBox();
  if (box === null) throw new Error(`no key ${key}`);
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
}

test('a finger that goes down silences the voice within a fifth of a second, whatever it goes down on', async () => {
  const measured: number[] = [];
  const visit = [['idle', 'wake'], ['greeting', 'fixed:repeat'], ['greeting', 'fixed:repeat'], ['greeting', 'choice:start']] as const; // prettier-ignore
  for (const [screen, key] of visit) {
    await customer.sees(screen);
    await tapeHears(page);
    const sinceS = (await tapeNowS(page)) - 0.3;
    await putFingerOn(key);
    await page.waitForTimeout(800);
    measured.push(...silencedMs(await readTape(page, sinceS)));
    await page.mouse.up();
  }
  console.log(`silent after, ms: ${measured.map((ms) => ms.toFixed(0)).join(' ')}`);
  expect(measured).toHaveLength(visit.length);
  // A pause between two sentences is silence already; all four cannot have met one.
  expect(Math.max(...measured)).toBeGreaterThan(0);
  expect(Math.max(...measured)).toBeLessThanOrEqual(200);
});

test('forty taps a second, two fingers and a turned screen leave one voice at most', async () => {
  await customer.touches('wake');
  await customer.sees('greeting');
  await tapeHears(page);
  const line = await page.context().newCDPSession(page);
  const { width, height } = panel;
  for (let times = 0; times < 120; times++) {
    const first = { x: (times * 211) % width, y: (times * 467) % height, id: 1 };
    const second = { x: width - first.x, y: height - first.y, id: 2 };
    const touchPoints = times % 3 === 0 ? [first, second] : [first];
    await line.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await line.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(times % 20 === 0 ? 600 : 20);
  }
  for (const turned of [true, false, true]) {
    const size = turned ? { width: height, height: width } : panel;
    await page.setViewportSize(size);
    await page.waitForTimeout(300);
  }
  await page.waitForTimeout(500);
  const tape = await readTape(page);
  expect(stretches(tape, 0.15).length).toBeGreaterThan(1);
  expect(mostAtOnce(tape)).toBe(1);
});

test('through a whole errand there is one voice at most, and every screen has it', async () => {
  const heard: string[] = [];
  await playVisit(branch, customer, 'address-as-on-card', {
    async onScreen(screenId) {
      if (await customer.hears(5_000)) heard.push(screenId);
    },
  });
  const tape = await readTape(page);
  expect(heard).toEqual(
    expect.arrayContaining(['greeting', 'menu', 'readingBack.contact-change', 'takingCard']),
  );
  // How often it falls silent hangs on how fast the robot is; that it spoke on and on does not.
  const soundingS = stretches(tape, 0.15).reduce((sum, { fromS, toS }) => sum + toS - fromS, 0);
  expect(soundingS).toBeGreaterThan(5);
  expect(mostAtOnce(tape)).toBe(1);
});

test('whoever chooses 广东话 is spoken to in it, reads which sentence is not in it, and leaves 普通话 to the next customer', async () => {
  const heard = async () => (await customer.report()).sounds.at(-1)?.source;
  const notice = page.locator('.caption .notice');
  await customer.touches('wake');
  await customer.sees('greeting');
  await customer.touches('choice:language');
  await customer.sees('choosingLanguage');
  await customer.touches('dialect:yue-Hant-HK');
  await customer.sees('greeting');
  await expect(page.locator('.stage')).toHaveAttribute('lang', 'zh-CN');
  await expect.poll(heard).toContain('demo-yue-Hant-HK');
  await expect(notice).toHaveCount(0);
  // Where one is has the branch's name in it, which nobody has recorded.
  await customer.touches('fixed:where');
  await customer.sees('whereAmI');
  await expect(notice).toHaveText('这一句用普通话说。');
  await customer.touches('fixed:aids');
  await customer.sees('aids');
  await expect(page.locator('[data-key="hear:yue-Hant-HK"]')).toHaveAttribute('aria-pressed', 'true');
  await customer.touches('aids:done');
  await customer.sees('whereAmI');
  await customer.touches('fixed:back');
  await customer.sees('greeting');
  await customer.touches('fixed:back');
  await customer.sees('idle');
  await customer.touches('wake');
  await customer.sees('greeting');
  expect(await customer.hears(5_000)).toBe(true);
  expect(await heard()).not.toContain('demo-yue-Hant-HK');
  await customer.touches('fixed:aids');
  await customer.sees('aids');
  await expect(page.locator('[data-key="hear:yue-Hant-HK"]')).toHaveAttribute('aria-pressed', 'false');
});
