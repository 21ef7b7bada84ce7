import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { errandIds, type ErrandId } from '../../core/records/errand-record.ts';
import { twinDemoCards } from '../../hardware/id-card/demo-cards.ts';
import { slipSvg } from '../../core/slips/picture.ts';
import { openBranch, paperWidthMm, type Branch, type HubRow } from '../rig/branch.ts';
import { openCustomer, type Customer } from '../rig/customer.ts';
import { spread, tenths } from '../rig/figures.ts';
import { playVisit } from '../rig/play-visit.ts';
import { cardLineMs, nameShownMs, pageFigures } from '../rig/page-figures.ts';
import { filesWithPlaintext } from '../rig/plaintext-search.ts';
import { visitPhone } from '../rig/visit-script.ts';
import { keepSounds } from './keep-sounds.ts';

const help = `usage: npm run visit -- [flags]

Plays one visit of each errand in a real browser: card reader and printer are twins on pseudo-terminals, the hub is
stopped. Then the hub is started and has to receive every record. Screens, slips, sound and hub rows are left in
out/visit/; the last line is one JSON object.

  --listen   lets every sentence end before the next touch (minutes instead of seconds)
  --help`;

const deliveredWithinMs = 30_000;
const folder = path.resolve('out/visit');
let pictures = 0;

const { values } = parseArgs({ options: { listen: { type: 'boolean' }, help: { type: 'boolean' } } });
if (values.help === true) console.log(help);
else await main(values.listen === true);

async function main(listens: boolean): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const branch = await openBranch();
  try {
    console.log('enrolling the kiosk, then stopping the hub …');
    await branch.startHub();
    await branch.startKiosk();
    await branch.stopHub();
    const summary = await visitEach(branch, listens);
    console.log(JSON.stringify(summary));
    process.exitCode =
      summary.lost + summary.duplicates + summary.muteScreens + summary.plaintextLeaks === 0 ? 0 : 1;
  } catch (cause) {
    console.error(branch.logs());
    throw cause;
  } finally {
    await branch.dispose();
  }
}

async function visitEach(branch: Branch, listens: boolean) {
  const customer = await openCustomer(branch.launchUrl(), branch.browserFolder);
  const sounds = keepSounds(customer.page, path.join(folder, 'voice'));
  const laidAtMs: number[] = [];
  for (const errand of errandIds) {
    console.log(`visit: ${errand}, the hub is down …`);
    await playVisit(branch, customer, errand, {
      onScreen: (screenId) => watchScreen(customer, errand, screenId, listens),
      onCardLaid: (atMs) => laidAtMs.push(atMs),
    });
  }
  await keepSlips(branch, customer);
  const acceptMs = await customer.page.evaluate(() =>
    performance.getEntriesByName('accept', 'measure').map(({ duration }) => duration),
  );
  const report = await customer.report();
  console.log('starting the hub …');
  await branch.startHub();
  const rows = await waitForRows(branch, acceptMs.length);
  await writeFile(path.join(folder, 'hub-rows.json'), JSON.stringify(rows, null, 2));
  await sounds.done();
  await customer.leaves();
  const leaks = await plaintextLeaks(branch);
  if (leaks.length > 0) console.log(`IN CLEAR: ${leaks.join(', ')}`);
  const figures = pageFigures(report);
  printTable(
    report.screens.map(({ id }) => id),
    figures.muteScreens,
  );
  return {
    visits: errandIds.length,
    accepted: acceptMs.length,
    printed: branch.printer.slips().length,
    hubRows: rows.length,
    ...missingAndDouble(rows, acceptMs.length),
    muteScreens: figures.muteScreens.length,
    plaintextLeaks: leaks.length,
    cardToNameMs: tenths(Math.max(...laidAtMs.map((atMs) => nameShownMs(report, atMs)))),
    cardLineMs: tenths(cardLineMs),
    acceptMs: spread(acceptMs),
    tapToPaintMs: figures.tapToPaintMs,
    voiceStartMs: figures.voiceStartMs,
  };
}

/** Nothing that the customer's card or answers said may stand in clear on the kiosk's disk or in a log. */
async function plaintextLeaks(branch: Branch): Promise<readonly string[]> {
  const { name, number } = twinDemoCards.resident;
  const words = [name, number, visitPhone];
  const files = await Promise.all(branch.kioskFolders.map((kept) => filesWithPlaintext(kept, words)));
  const log = words.some((word) => branch.logs().includes(word)) ? ['the log'] : [];
  return [...files.flat(), ...log];
}

function missingAndDouble(rows: readonly HubRow[], accepted: number) {
  const distinct = new Set(rows.map(({ slipNumber }) => slipNumber)).size;
  return { lost: Math.max(0, accepted - distinct), duplicates: rows.length - distinct };
}

/** Waits as a customer would, until the machine has begun to speak, and takes a picture. */
async function watchScreen(
  customer: Customer,
  errand: ErrandId,
  screenId: string,
  listens: boolean,
): Promise<void> {
  await customer.page.evaluate(() => document.fonts.ready);
  await customer.hears(2_500);
  pictures += 1;
  const name = `${String(pictures).padStart(2, '0')}-${errand}-${screenId}.png`;
  await customer.page.screenshot({ path: path.join(folder, 'screens', name) });
  if (listens)
    await customer.page.waitForFunction(() => document.querySelector('[data-lit]') === null, null, {
      timeout: 90_000,
    });
}

/** What came out of the printer: its bytes, and a picture of the paper. */
async function keepSlips(branch: Branch, customer: Customer): Promise<void> {
  const page = await customer.page.context().newPage();
  for (const [at, slip] of branch.printer.slips().entries()) {
    const name = path.join(folder, `slip-${at + 1}`);
    const svg = slipSvg(slip, paperWidthMm);
    await writeFile(`${name}.bin`, slip.bytes);
    await writeFile(`${name}.svg`, svg);
    await page.setContent(`<body style="margin:0;background:#777">${svg}</body>`);
    await page
      .locator('svg')
      .first()
      .screenshot({ path: `${name}.png` });
  }
  await page.close();
}

async function waitForRows(branch: Branch, count: number): Promise<readonly HubRow[]> {
  const untilMs = performance.now() + deliveredWithinMs;
  for (;;) {
    const rows = await branch.hubRows();
    if (rows.length >= count || performance.now() > untilMs) return rows;
    await new Promise((again) => setTimeout(again, 200));
  }
}

function printTable(screens: readonly string[], mute: readonly string[]): void {
  for (const id of screens) console.log(`  ${mute.includes(id) ? 'MUTE ' : 'spoke'}  ${id}`);
}
