import { expect, test } from '@playwright/test';
import type { PrintedSlip } from '../../hardware/printer/twin.ts';
import { openBranch, type Branch } from '../../tools/rig/branch.ts';
import { openCustomer, type Customer } from '../../tools/rig/customer.ts';
import { playVisit } from '../../tools/rig/play-visit.ts';
import { chromiumProcesses, killAll } from '../../tools/rig/processes.ts';
import { listenForTold } from '../../tools/rig/told.ts';

/** Each part of the machine is killed this often, at points of a visit that are drawn anew in every run. */
const kills = 20;
/** A robot's whole visit takes about this long; half of the kills fall anywhere within it. */
const visitMs = 5_000;
/** The other half falls here, counted from the reading back: the confirmation, sealing, both stores, slip, upload. */
const acceptingMs = { from: 300, to: 1_300 } as const;
const deliveredWithinMs = 30_000;

type Victim = 'renderer' | 'browser' | 'host' | 'hub';

for (const victim of ['renderer', 'browser', 'host', 'hub'] as const) {
  test(`killing the ${victim} ${kills} times in the middle of visits loses no accepted record and makes none twice`, async () => {
    test.setTimeout(kills * 30_000);
    const branch = await openBranch();
    try {
      await branch.startHub();
      await branch.startKiosk();
      const { told, confirms } = await killInVisits(branch, victim);
      await expectExactlyOnce(branch, told, confirms);
      console.log(`${kills} kills: ${confirms} confirmations, ${told.size} told "accepted", 0 lost, 0 twice`);
    } catch (cause) {
      console.error(branch.logs());
      throw cause;
    } finally {
      await branch.dispose();
    }
  });
}

async function killInVisits(branch: Branch, victim: Victim) {
  const told = listenForTold();
  let confirms = 0;
  async function open(): Promise<Customer> {
    const customer = await openCustomer(branch.launchUrl(), branch.browserFolder, told.listenTo);
    await customer.sees('idle', 20_000);
    return customer;
  }
  let customer = await open();
  for (let round = 0; round < kills; round += 1) {
    const isLate = round % 2 === 1;
    const { from, to } = isLate ? acceptingMs : { from: 0, to: visitMs };
    const waitMs = from + Math.random() * (to - from);
    let isConfirming = () => {};
    const confirming = new Promise<void>((settle) => {
      isConfirming = settle;
    });
    const visit = playVisit(branch, customer, 'address-as-on-card', {
      onScreen: async (screenId) => {
        if (!screenId.startsWith('readingBack')) return;
        confirms += 1;
        isConfirming();
      },
    }).then(
      () => 'finished' as const,
      (cause: unknown) => cause,
    );
    if (isLate) await Promise.race([confirming, visit]);
    await new Promise((passed) => setTimeout(passed, waitMs));
    await kill(branch, victim);
    if (victim === 'hub') {
      // A customer must not even notice.
      expect(await visit).toBe('finished');
      continue;
    }
    await customer.leaves();
    await visit;
    branch.reader.lift();
    customer = await open();
  }
  await customer.sees('idle', 20_000);
  await waitUntilDelivered(branch, told.slipNumbers);
  await customer.leaves();
  return { told: told.slipNumbers, confirms };
}

async function kill(branch: Branch, victim: Victim): Promise<void> {
  switch (victim) {
    case 'renderer':
      return killAll(chromiumProcesses(branch.browserFolder).renderers);
    case 'browser':
      return killAll(chromiumProcesses(branch.browserFolder).all);
    case 'host':
      await branch.killKiosk();
      return branch.startKiosk();
    case 'hub':
      await branch.killHub();
      return branch.startHub();
  }
}

/** Until the hub has what was told and nothing more comes in. */
async function waitUntilDelivered(branch: Branch, told: ReadonlySet<string>): Promise<void> {
  await expect
    .poll(
      async () => {
        const held = (await branch.hubRows()).map(({ slipNumber }) => slipNumber);
        return [...told].filter((slipNumber) => !held.includes(slipNumber));
      },
      { timeout: deliveredWithinMs },
    )
    .toEqual([]);
}

async function expectExactlyOnce(branch: Branch, told: ReadonlySet<string>, confirms: number): Promise<void> {
  const held = (await branch.hubRows()).map(({ slipNumber }) => slipNumber).toSorted();
  expect(told.size, 'the kills left room for accepting').toBeGreaterThan(0);
  expect(new Set(held).size, 'no record twice').toBe(held.length);
  expect(held.length, 'one record at most for each confirmation').toBeLessThanOrEqual(confirms);
  const printed = branch.printer.slips().flatMap(slipNumbersOn);
  expect(new Set(printed).size, 'no slip twice').toBe(printed.length);
  const sequences = held.map((slipNumber) => Number(slipNumber.split('-').at(-1)));
  expect(sequences, 'no gap').toEqual(sequences.map((_, at) => at + 1));
}

/** The number in the slip's own QR, `CK1.<slip number>.<hash>.<signature>`; a slip cut short may not have got so far. */
function slipNumbersOn({ document }: PrintedSlip): readonly string[] {
  return document.flatMap((line) =>
    line.kind === 'qr' ? [new TextDecoder().decode(line.data).split('.')[1] ?? ''] : [],
  );
}
