import * as v from 'valibot';
import { realClock } from '../../machine/real-clock.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { uploadAnswerSchema } from '../../sync/protocol/wire.ts';
import { drainKiosk, type Drained } from './client.ts';
import { enrolKiosks, hubKey, openHubBench, type HubBench } from './hub-bench.ts';
import { fleetFigures, type FleetFigures } from './figures.ts';
import { openLine, type Answer } from './post.ts';
import { backlogOf, fleetKiosk, type Backlog } from './prepare.ts';

export type FleetOptions = {
  readonly kiosks: number;
  readonly rows: number;
  readonly hubs: number;
};

/** Rows in one upload; the product's limit is by size, and this many of an ordinary errand fit. */
const batchRows = 200;
/** Clients that are always ready, for each hub: as many as keep it busy and few enough that it turns none away. */
const readyClients = 24;
/** Of the fleet's rows, once before the outage and once after it. */
const readyShare = 0.05;

/** An outage of a whole fleet, and what happens when its hubs are back. */
export async function runFleet(options: FleetOptions): Promise<FleetFigures> {
  const bench = await openHubBench();
  const line = openLine(Infinity);
  try {
    await bench.startHubs(options.hubs);
    const keys = { sealing: await hubKey(bench, 'sealing'), receipt: await hubKey(bench, 'receipt') };
    const ready = Math.max(options.hubs * readyClients, Math.ceil(options.kiosks * readyShare));
    const total = options.kiosks + 2 * ready;
    const backlogs = await prepare(bench, total, options.rows, keys.sealing);
    const before = await readyRate(bench, line.post, backlogs.splice(0, ready));
    await bench.stopHubs();
    console.log(`outage: ${options.kiosks} kiosks hold ${options.kiosks * options.rows} rows`);
    await bench.startHubs(options.hubs);
    const after = backlogs.splice(0, ready);
    const drain = await drainAll(bench, line.post, backlogs, keys.receipt, before.spreadSeconds);
    const last = await readyRate(bench, line.post, after);
    const held = await countRows(bench, backlogs);
    return fleetFigures({
      ...drain,
      ...held,
      sent: options.kiosks * options.rows,
      readyRowsPerSecond: (before.rowsPerSecond + last.rowsPerSecond) / 2,
    });
  } finally {
    line.close();
    await bench.dispose();
  }
}

async function prepare(
  bench: HubBench,
  count: number,
  rows: number,
  sealingKey: NamedKey,
): Promise<Backlog[]> {
  const kiosks = Array.from({ length: count }, (_, number) => fleetKiosk(number));
  await enrolKiosks(bench, kiosks);
  const backlogs: Backlog[] = [];
  const left = kiosks.toReversed();
  const tell = progress('sealing and signing', count);
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let kiosk = left.pop(); kiosk !== undefined; kiosk = left.pop()) {
        backlogs.push(await backlogOf(kiosk, rows, batchRows, sealingKey));
        tell(backlogs.length);
      }
    }),
  );
  return backlogs;
}

type Post = (url: string, body: Buffer) => Promise<Answer>;

/** What the same hubs take when somebody is always waiting with the next upload. */
async function readyRate(
  bench: HubBench,
  post: Post,
  backlogs: readonly Backlog[],
): Promise<{ readonly rowsPerSecond: number; readonly spreadSeconds: number }> {
  const uploads = backlogs.flatMap((backlog, at) =>
    backlog.uploads.map((upload) => ({ upload, url: urlFor(bench, at) })),
  );
  const left = uploads.toReversed();
  let [rows, spreadSeconds] = [0, 0];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: readyClients * bench.urls.length }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) {
        const { status, body } = await post(item.url, item.upload.body);
        if (status !== 200) throw new Error(`a ready client was answered ${status}: ${body}`);
        rows += item.upload.sequences.length;
        spreadSeconds = v.parse(uploadAnswerSchema, JSON.parse(body)).pace.spreadSeconds;
      }
    }),
  );
  const rowsPerSecond = (rows / (performance.now() - startMs)) * 1_000;
  console.log(`clients always ready: ${Math.round(rowsPerSecond)} rows/s, spread told: ${spreadSeconds} s`);
  return { rowsPerSecond, spreadSeconds };
}

async function drainAll(
  bench: HubBench,
  post: Post,
  backlogs: readonly Backlog[],
  receiptKey: NamedKey,
  spreadSeconds: number,
): Promise<{
  readonly startedMs: number;
  readonly drained: readonly Drained[];
  readonly requestTimesMs: readonly number[];
}> {
  const clock = realClock();
  const requestTimesMs: number[] = [];
  const tell = progress('drained', backlogs.length);
  let done = 0;
  const startedMs = clock.monotonicMs();
  const drained = await Promise.all(
    backlogs.map(async (backlog, at) => {
      const outcome = await drainKiosk({
        backlog,
        clock,
        spreadSeconds,
        receiptKeys: [receiptKey],
        fraction: () => Math.random(),
        post(body) {
          requestTimesMs.push(clock.monotonicMs());
          return post(urlFor(bench, at), body).catch(() => null);
        },
      });
      tell((done += 1));
      return outcome;
    }),
  );
  return { startedMs, drained, requestTimesMs };
}

function urlFor({ urls }: HubBench, at: number): string {
  const url = urls[at % urls.length];
  if (url === undefined) throw new Error('no hub is running');
  return url;
}

async function countRows(
  { pool }: HubBench,
  backlogs: readonly Backlog[],
): Promise<{ readonly stored: number; readonly distinct: number }> {
  const { rows } = await pool.query<{ stored: string; distinct: string }>(
    'SELECT count(*) AS stored, count(DISTINCT hash) AS distinct FROM ingest_raw WHERE kiosk_id = ANY ($1)',
    [backlogs.map(({ kioskId }) => kioskId)],
  );
  return { stored: Number(rows[0]?.stored), distinct: Number(rows[0]?.distinct) };
}

/** A line for every tenth. */
function progress(what: string, total: number): (done: number) => void {
  const startMs = performance.now();
  let told = 0;
  return (done) => {
    const tenth = Math.floor((done * 10) / total);
    if (tenth === told) return;
    told = tenth;
    console.log(`${what}: ${done} of ${total} after ${Math.round((performance.now() - startMs) / 1_000)} s`);
  };
}
