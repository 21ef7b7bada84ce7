import type { PoolClient } from 'pg';
import { inTransaction } from '../database/transaction.ts';
import { resolveAt } from '../incidents/incidents.ts';
import { codeOf, type WorkParts } from '../opening/open-next.ts';
import { putOff } from '../opening/queue.ts';
import { tryChunks } from '../opening/try-chunks.ts';
import type { WorkCalendar } from '../work/calendar.ts';
import { sampleCalendar } from '../work/sample-calendar.ts';
import { claimCase, lockNeighbours, type ClaimedCase } from './claim-case.ts';
import { enterState } from './enter-state.ts';
import { inputsHash } from './inputs-hash.ts';
import type { Case, Known } from './known.ts';
import { readCase } from './read-case.ts';
import { judgeCase, type Ruling } from './rules.ts';
import { touchedBy } from './touched.ts';

type DecideParts = WorkParts & { readonly calendar?: WorkCalendar };

/** What waits for something on its way is looked at again after so long. */
const lookAgainMs = 60_000;

/**
 * Decides the record that waits longest, in one transaction: decision, state, work item, and whatever else is to be
 * decided again because of it. A hub that is killed in the middle leaves it undecided.
 *
 * @returns false when nothing is due
 */
export async function decideNext(parts: DecideParts): Promise<boolean> {
  return inTransaction(parts.pool, async (client) => {
    const nowMs = parts.clock.nowMs();
    const claimed = await claimCase(client, nowMs);
    if (claimed === null) return false;
    await client.query('SAVEPOINT before_case');
    try {
      await decideClaimed(client, parts, claimed, nowMs);
    } catch (cause) {
      await client.query('ROLLBACK TO SAVEPOINT before_case');
      await putOff(client, 'undecided', claimed, { code: codeOf(cause), nowMs, revision: parts.revision });
      parts.onFailure(cause);
    }
    return true;
  });
}

async function decideClaimed(
  client: PoolClient,
  parts: DecideParts,
  claimed: ClaimedCase,
  nowMs: number,
): Promise<void> {
  const { place } = claimed;
  await lockNeighbours(client, place, claimed.person);
  const pieces = await tryChunks(client, parts.keys, claimed.header, new Date(nowMs));
  const asked = await readCase(client, claimed, pieces, nowMs);
  const ruling = judgeCase(asked);
  if (ruling.outcome.state === 'waiting') {
    await client.query('UPDATE undecided SET try_after = $2, holds_back = false WHERE id = $1', [
      claimed.id,
      new Date(nowMs + lookAgainMs),
    ]);
  } else {
    await client.query('DELETE FROM undecided WHERE id = $1', [claimed.id]);
    await resolveAt(client, ['stuck'], place, new Date(nowMs));
    await settle(client, parts, asked, ruling);
  }
  await decideAgain(client, touchedBy(asked, hasChanged(asked, ruling)), nowMs);
}

/** What a person settled comes here once more for the sake of the others. */
function hasChanged({ subject }: Case, { outcome }: Ruling): boolean {
  return subject.isSettled || (outcome.state !== 'waiting' && outcome.state !== subject.state);
}

/** Nothing is written down when a second look comes to the same end, or when staff had the last word. */
async function settle(
  client: PoolClient,
  { revision, calendar = sampleCalendar }: DecideParts,
  asked: Case,
  { rule, outcome }: Ruling,
): Promise<void> {
  const { subject, nowMs } = asked;
  if (outcome.state === 'waiting' || outcome.state === subject.state || subject.isSettled) return;
  const names = outcome.names ?? null;
  await enterState(
    client,
    {
      place: subject.place,
      rule,
      state: outcome.state,
      reason: outcome.reason,
      names,
      inputsHash: inputsHash(asked),
      decidedBy: null,
    },
    { nowMs, revision, calendar },
  );
}

/** Puts records back into the queue. A row that another hub has in hand is passed over: it waits for our lock and then sees what we have decided. */
export async function decideAgain(
  client: PoolClient,
  known: readonly Pick<Known, 'place'>[],
  nowMs: number,
): Promise<void> {
  for (const { place } of known) {
    const key = [place.kioskId, place.epoch, place.sequence];
    await client.query(
      `INSERT INTO undecided (kiosk_id, epoch, sequence, order_group)
       SELECT kiosk_id, epoch, sequence, order_group FROM ingest_raw WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3
       ON CONFLICT DO NOTHING`,
      key,
    );
    await client.query(
      `UPDATE undecided SET try_after = $4 WHERE id IN (
         SELECT id FROM undecided WHERE kiosk_id = $1 AND epoch = $2 AND sequence = $3 AND try_after > $4
           AND rested_by IS NULL FOR UPDATE SKIP LOCKED)`,
      [...key, new Date(nowMs)],
    );
  }
}
