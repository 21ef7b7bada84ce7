import type { Page } from '@playwright/test';
import { uploadLimit } from '../../../sync/protocol/wire.ts';
import { noiseMeter } from '../noise.ts';
import { gzipKbOf } from './bundles.ts';
import {
  contenderNames,
  isAsPromised,
  lines,
  linesOfRound,
  nameOf,
  ownLine,
  type ContenderName,
  type Line,
  type LineFigures,
  type Order,
} from './lines.ts';
import { lastPowerCuts } from './power-cut-result.ts';
import { openRig, type Rig } from './rig.ts';
import { meetsOf, ratiosOf, summaryOf, type RoundFigures } from './summary.ts';
import { footnotes, tableOf, verdictLines } from './table.ts';

export type OutboxSizes = { readonly rows: number; readonly rounds: number };

/** Warm-ups and timed enqueues come out of the rows, whatever their number. */
const warmUps = 30;
const timedEnqueues = 300;
const powerCutFolder = 'out/powercut';

/** Our accept path and drain beside four peers, at equal durability. @throws when any loses, doubles or keeps a row */
export async function benchOutbox(sizes: OutboxSizes) {
  const noise = noiseMeter();
  const gzipKb = await bundleSizes();
  const rounds = await playRounds(sizes, noise.sample);
  const lost = await lastPowerCuts(powerCutFolder);
  const rows = lines.map((line) => ({ ...summaryOf(line, rounds), gzipKb: gzipKb[line.contender] }));
  const ratios = ratiosOf(rounds);
  const meets = meetsOf(ratios);
  console.log(`\n${tableOf(rows, lost)}\n`);
  for (const line of [...footnotes, '', ...verdictLines(ratios, meets)]) console.log(line);
  return {
    ...sizes,
    batchRows: uploadLimit,
    lines: rows,
    ratios,
    lostPerCut: lost,
    noise: noise.figures(),
    meets,
  };
}

async function bundleSizes(): Promise<Readonly<Record<ContenderName, number>>> {
  const sizes = [];
  for (const contender of contenderNames) sizes.push([contender, await gzipKbOf(contender)] as const);
  return Object.fromEntries(sizes) as Record<ContenderName, number>;
}

async function playRounds(
  sizes: OutboxSizes,
  between: () => void,
): Promise<readonly (readonly RoundFigures[])[]> {
  const rig = await openRig();
  try {
    // The kiosk's first upload brings it the rules by which so many rows may wait.
    await playLine(rig, ownLine, { rows: warmUps, rounds: 0, round: -1 });
    const rounds: RoundFigures[][] = [];
    for (let round = 0; round < sizes.rounds; round += 1) {
      const figures: RoundFigures[] = [];
      for (const line of linesOfRound(round)) {
        between();
        figures.push(await playLine(rig, line, { ...sizes, round }));
        console.log(`round ${round + 1} of ${sizes.rounds}: ${progressOf(figures.at(-1))}`);
      }
      rounds.push(figures);
    }
    return rounds;
  } catch (cause) {
    console.error(await rig.logs());
    throw cause;
  } finally {
    await rig.dispose();
  }
}

type Turn = OutboxSizes & { readonly round: number };

async function playLine(rig: Rig, line: Line, turn: Turn): Promise<RoundFigures> {
  const { round } = turn;
  const rows = Math.min(turn.rows, line.mostRows ?? turn.rows);
  const name = nameOf(line);
  const opened = await rig.openPage();
  await opened.evaluate((order) => window.outboxBench?.begin(order), orderOf(rig, line, rows, round));
  const page = await rig.untilDone();
  const figures = await page.evaluate(() => window.outboxBench?.figures());
  if (figures === undefined) throw new Error('the page has no bench');
  const heapMb = (await heapBytes(page)) / 1e6;
  await page.evaluate(() => window.outboxBench?.close());
  const received = line.contender === 'care-kiosk' ? await rig.hub.audit() : rig.counts.taken(name);
  insist(line, figures, { rows, received });
  return { line, enqueueMs: figures.enqueueMs, drainRowsPerSecond: (rows * 1_000) / figures.drainMs, heapMb };
}

function orderOf(rig: Rig, line: Line, rows: number, round: number): Order {
  const name = nameOf(line);
  return {
    contender: line.contender,
    durability: line.durability,
    isForced: line.by === 'forced',
    database: `${name}-${round}`,
    countUrl: `${rig.countUrl}/${name}`,
    batchRows: uploadLimit,
    rows,
    warmUps: Math.min(warmUps, rows),
    timed: timedOf(rows),
  };
}

function timedOf(rows: number): number {
  return Math.min(timedEnqueues, Math.max(rows - warmUps, 0));
}

/** A figure of a contender that lost a row, or was not as durable as its line says, is no figure. */
function insist(
  line: Line,
  figures: LineFigures,
  count: { readonly rows: number; readonly received: number },
): void {
  const { rows, received } = count;
  const name = nameOf(line);
  if (figures.waitingBefore !== rows)
    throw new Error(`${name}: ${figures.waitingBefore} of ${rows} rows were stored`);
  if (received !== rows) throw new Error(`${name}: ${received} of ${rows} rows arrived`);
  if (figures.waitingAfter !== 0) throw new Error(`${name}: ${figures.waitingAfter} rows stay behind`);
  if (!isAsPromised(line, figures.openedAs))
    throw new Error(`${name}: opened as ${figures.openedAs.join(', ')}`);
}

/** What stays in use, not what waits to be swept. */
async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.detach();
  return (await page.evaluate(() => window.outboxBench?.heapBytes())) ?? Number.NaN;
}

function progressOf(figures: RoundFigures | undefined): string {
  if (figures === undefined) return '';
  const sorted = figures.enqueueMs.toSorted((a, b) => a - b);
  const p50 = sorted[sorted.length >> 1] ?? Number.NaN;
  return `${nameOf(figures.line)} enqueue ${p50.toFixed(2)} ms, drain ${Math.round(figures.drainRowsPerSecond)} rows/s`;
}
