import { realClock } from '../../machine/real-clock.ts';
import type { NamedKey } from '../../sync/protocol/signed-text.ts';
import { drainKiosk, type Drained } from './client.ts';
import { enrolKiosks, hubKey, openHubBench, type HubBench } from './hub-bench.ts';
import { fleetFigures, type FleetFigures } from './figures.ts';
import { openLine, type Answer, type SignedBody } from './post.ts';
import { prepareFleet } from './prepare-crew.ts';
import type { Backlog } from './prepare.ts';

export type FleetOptions = {
  readonly kiosks: number;
  readonly rows: number;
  readonly hubs: number;
};

/** The product's limit is by size, and this many of an ordinary errand fit into one upload. */
const mostInUpload = 200;
/** Clients that are always ready, for each hub: as many as keep it busy and few enough that it turns none away. */
const readyClients = 24;
/** Of the fleet's uploads, once before the outage and once after it. */
const readyShare = 0.1;
/** Of a kiosk that is always ready: few kiosks do it, so that the fleet is nearly all that is enrolled. */
const readyUploads = 10;

/**
 * An outage of a whole fleet, and what happens when its hubs are back.
 *
 * @param program whose threads prepare what the kiosks hold
 */
export async function runFleet(options: FleetOptions, program: URL): Promise<FleetFigures> {
  const { kiosks, rows, hubs } = options;
  const bench = await openHubBench();
  const line = openLine(Infinity);
  try {
    await bench.startHubs(hubs);
    const keys = { sealing: await hubKey(bench, 'sealing'), receipt: await hubKey(bench, 'receipt') };
    const { fleet, ready } = await prepare(options, program, keys.sealing);
    await enrolKiosks(bench, [...fleet, ...ready.flat()]);
    const before = await readyRate(bench, line.post, ready[0], keys.receipt);
    await bench.stopHubs();
    console.log(`outage: ${kiosks} kiosks hold ${kiosks * rows} rows`);
    await bench.startHubs(hubs);
    const drain = await drainAll(bench, line.post, fleet, keys.receipt, before.spreadSeconds);
    const last = await readyRate(bench, line.post, ready[1], keys.receipt);
    const held = await countRows(bench, fleet);
    return fleetFigures({
      ...drain,
      ...held,
      sent: kiosks * rows,
      readyRowsPerSecond: (before.rowsPerSecond + last.rowsPerSecond) / 2,
    });
  } finally {
    line.close();
    await bench.dispose();
  }
}

/** What the fleet holds, and what those hold who are always ready, before it and after it: in uploads of one size. */
async function prepare(
  { kiosks, rows, hubs }: FleetOptions,
  program: URL,
  sealingKey: NamedKey,
): Promise<{
  readonly fleet: readonly Backlog[];
  readonly ready: readonly [before: readonly Backlog[], after: readonly Backlog[]];
}> {
  const batch = Math.min(rows, mostInUpload);
  const readyKiosks = Math.max(hubs * readyClients, Math.ceil((kiosks * readyShare) / readyUploads));
  const total = kiosks + 2 * readyKiosks;
  const tell = progress('sealing and signing', total);
  const fleet = await prepareFleet(program, { from: 0, to: kiosks, rows, batch }, sealingKey, tell);
  const part = { from: kiosks, to: total, rows: batch * readyUploads, batch };
  const ready = await prepareFleet(program, part, sealingKey, (done) => tell(kiosks + done));
  return { fleet, ready: [ready.slice(0, readyKiosks), ready.slice(readyKiosks)] };
}

type Post = (url: string, signed: SignedBody) => Promise<Answer>;

/** What the same hubs take of clients that do all a kiosk does and never wait. */
async function readyRate(
  bench: HubBench,
  post: Post,
  backlogs: readonly Backlog[],
  receiptKey: NamedKey,
): Promise<{ readonly rowsPerSecond: number; readonly spreadSeconds: number }> {
  const clock = realClock();
  const left = backlogs.map((backlog, at) => ({ backlog, url: urlFor(bench, at) })).reverse();
  let [rows, spreadSeconds] = [0, 0];
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: readyClients * bench.urls.length }, async () => {
      for (let item = left.pop(); item !== undefined; item = left.pop()) {
        const { backlog, url } = item;
        const drained = await drainKiosk({
          backlog,
          clock,
          spreadSeconds: 0,
          receiptKeys: [receiptKey],
          fraction: () => 0,
          post: (signed) => post(url, signed).catch(() => null),
        });
        if (drained.requests > backlog.uploads.length) throw new Error('a ready client was turned away');
        rows += backlog.uploads.reduce((sum, { sequences }) => sum + sequences.length, 0);
        ({ spreadSeconds } = drained);
      }
    }),
  );
  const rowsPerSecond = (rows / (performance.now() - startMs)) * 1_000;
  console.log(`clients always ready: ${Math.round(rowsPerSecond)} rows/s, spread told: ${spreadSeconds} s`);
  return { rowsPerSecond, spreadSeconds };
}

/**
 * Requests go to the hubs in turn, as through one address before them: were kiosks tied to a process each, all would wait
 * for the slower one, which clients that are always ready do not.
 */
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
  let [done, turn] = [0, 0];
  const startedMs = clock.monotonicMs();
  const drained = await Promise.all(
    backlogs.map(async (backlog) => {
      const outcome = await drainKiosk({
        backlog,
        clock,
        spreadSeconds,
        receiptKeys: [receiptKey],
        fraction: () => Math.random(),
        post(signed) {
          requestTimesMs.push(clock.monotonicMs());
          return post(urlFor(bench, (turn += 1)), signed).catch(() => null);
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
