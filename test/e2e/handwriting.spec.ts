import { expect, type Page } from '@playwright/test';
import { keysOf } from '../../core/pinyin/letter-keys.ts';
import { test } from '../support/page-fixture.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { medianStrokes } from '../../tools/handwriting/medians.ts';
import { openBranch, type Branch } from '../../tools/rig/branch.ts';
import { openCustomer, type Customer } from '../../tools/rig/customer.ts';
import { filesWithPlaintext } from '../../tools/rig/plaintext-search.ts';

const screen = 'asking.contact-change.new-street';

/** Draws a character with the mouse, as a finger would, in the middle of the paper. */
async function draw(page: Page, character: string): Promise<void> {
  const paper = await page.locator('canvas.ink').boundingBox();
  if (paper === null) throw new Error('no paper');
  const side = Math.min(paper.width, paper.height) * 0.8;
  const [left, top] = [paper.x + (paper.width - side) / 2, paper.y + (paper.height - side) / 2];
  for (const stroke of await medianStrokes(character)) {
    const [first, ...rest] = stroke.map(
      ([x, y]) => [left + (x / 256) * side, top + (y / 256) * side] as const,
    );
    await page.mouse.move(...first!);
    await page.mouse.down();
    for (const point of rest) await page.mouse.move(...point, { steps: 4 });
    await page.mouse.up();
  }
}

test('a drawn 王 is among the first keys, and is written only once it is chosen', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen });
  await draw(page, '王');
  const key = page.locator('[data-key="candidate:王"]');
  await key.waitFor();
  expect(await page.locator('.candidate').allTextContents()).toContain('王');
  expect(await gallery.acts()).toEqual([]);
  await key.click();
  expect(await gallery.acts()).toEqual([{ did: 'write-character', character: '王' }]);
  await expect(page.locator('.candidate')).toHaveCount(0);
});

test('a stroke can be taken back, and all of them', async ({ page, gallery }) => {
  await gallery.show({ screen });
  const undo = page.locator('[data-key="ink:undo"]');
  await expect(undo).toBeDisabled();
  await draw(page, '二');
  await page.locator('[data-key="candidate:二"]').waitFor();
  await undo.click();
  await page.locator('[data-key="candidate:一"]').waitFor();
  await page.locator('[data-key="ink:clear"]').click();
  await expect(page.locator('.candidate')).toHaveCount(0);
  await expect(undo).toBeDisabled();
});

test('one finger draws: a palm that rests beside it, or a second finger, leaves no mark', async ({
  page,
  gallery,
}) => {
  await gallery.show({ screen });
  const paper = await page.locator('canvas.ink').boundingBox();
  if (paper === null) throw new Error('no paper');
  const [middleX, middleY] = [paper.x + paper.width / 2, paper.y + paper.height / 2];
  const session = await page.context().newCDPSession(page);
  const finger = (x: number, y: number) => ({ x: middleX + x, y: middleY + y, id: 1 });
  const palm = (x: number) => ({ x: middleX + x, y: middleY + 120, id: 2 });
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...touchPoints: readonly object[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: touchPoints as never });

  await touch('touchStart', finger(-100, 0));
  await touch('touchStart', finger(-100, 0), palm(40));
  for (let x = -90; x <= 100; x += 10) await touch('touchMove', finger(x, 0), palm(40 + x));
  await touch('touchEnd', palm(140));
  await touch('touchEnd');
  await page.locator('[data-key="candidate:一"]').waitFor();
  await page.locator('[data-key="ink:undo"]').tap();
  await expect(page.locator('.candidate')).toHaveCount(0);
  await expect(page.locator('[data-key="ink:undo"]')).toBeDisabled();
});

async function filesWith(branch: Branch, word: string): Promise<readonly string[]> {
  const found = branch.kioskFolders.map((folder) => filesWithPlaintext(folder, [word]));
  return (await Promise.all(found)).flat();
}

/** Through a real kiosk to the question for the street. */
async function comeToStreet(branch: Branch, customer: Customer): Promise<void> {
  await customer.sees('idle', 30_000);
  await customer.touches('wake');
  await customer.sees('greeting');
  await customer.touches('choice:start');
  await customer.sees('awaitingCard');
  branch.reader.lay(twinDemoCards.resident);
  for (const [seen, key] of [
    ['confirmingPerson', 'choice:yes'],
    ['menu', 'choice:contact-change'],
    ['asking.contact-change.which', 'choice:home-address'],
    ['asking.contact-change.on-the-phone', 'choice:no'],
    ['asking.contact-change.secrecy', 'choice:no'],
    ['asking.contact-change.address-source', 'choice:another-place'],
    ['asking.contact-change.new-place', 'choice:place.110000'],
    ['asking.contact-change.new-place.district', 'choice:place.110101'],
  ] as const) {
    await customer.sees(seen);
    await customer.touches(key);
  }
  await customer.sees(screen);
}

/** 村 on the letter keys, while a stroke waits on the paper below. */
async function spellVillage(customer: Customer): Promise<void> {
  const undo = customer.page.locator('[data-key="ink:undo"]');
  await draw(customer.page, '一');
  await expect(undo).toBeEnabled();
  await customer.touches('choice:by-pinyin');
  await expect(customer.page.locator('[data-key="digit:2"]')).toBeEnabled();
  await customer.sees(`${screen}.pinyin`);
  for (const digit of keysOf('cun')) await customer.touches(`digit:${digit}`);
  await expect(customer.page.locator('.written')).toContainText('cun');
  await customer.touches('candidate:村');
  await customer.touches('choice:by-hand');
  await customer.sees(screen);
  await expect(undo).toBeEnabled();
}

test('a street written and spelled on a real kiosk is read back and accepted; a model that is not whole is told to staff', async () => {
  const branch = await openBranch();
  try {
    await branch.startHub();
    await branch.startKiosk();
    const customer = await openCustomer(branch.launchUrl(), branch.browserFolder, async (page) => {
      await page.context().route('**/handwriting/recogniser.onnx', async (route) => {
        const response = await route.fetch();
        const body = await response.body();
        body[5_000] = (body[5_000] ?? 0) ^ 1;
        await route.fulfill({ response, body });
      });
    });
    await comeToStreet(branch, customer);
    await draw(customer.page, '王');
    await customer.page.locator('[data-key="candidate:王"]').waitFor();
    await customer.touches('candidate:王');
    await spellVillage(customer);
    await customer.touches('written:enter');
    await customer.sees('readingBack');
    await expect(customer.page.locator('.rows')).toContainText('王村');
    await customer.touches('choice:confirm');
    await customer.sees('done', 60_000);
    // In the journal, from where the hub's page shows it; and nothing of what was written stands in clear anywhere.
    await expect.poll(() => filesWith(branch, 'reader-altered')).not.toEqual([]);
    expect(await filesWith(branch, '王村')).toEqual([]);
    expect(branch.logs()).not.toContain('王村');
    await customer.leaves();
  } catch (cause) {
    console.error(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
});
