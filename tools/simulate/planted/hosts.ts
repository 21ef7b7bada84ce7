import * as v from 'valibot';
import type { CallName, Input, Output } from '../../../core/contract/calls.ts';
import type { Failure, Host } from '../../../core/contract/host.ts';
import { err, ok, type Result } from '../../../core/lib/result.ts';
import { uploadAnswerSchema } from '../../../sync/protocol/wire.ts';
import type { Life } from '../world/life.ts';
import type { Timeline } from '../world/timeline.ts';

type Answer<K extends CallName> = Promise<Result<Output<K>, Failure<K>>>;

/** A host of which one call is answered otherwise. */
function otherwise<N extends CallName>(host: Host, call: N, answer: (input: Input<N>) => Answer<N>): Host {
  return {
    ...host,
    // The cast follows from the name: the input and the answer of one call belong together.
    invoke: (name, input) =>
      (name === (call as CallName)
        ? answer(input as unknown as Input<N>)
        : host.invoke(name, input)) as ReturnType<typeof host.invoke<typeof name>>,
  };
}

type Sent = Input<'hub.upload'>['records'][number];

const stubbornTries = 60;

/** Asks again at once when the hub refuses. */
export function stubborn(host: Host): Host {
  return otherwise(host, 'hub.upload', async (input) => {
    let answer = await host.invoke('hub.upload', input);
    for (let left = stubbornTries; left > 0 && isRefused(answer); left -= 1)
      answer = await host.invoke('hub.upload', input);
    return answer;
  });
}

function isRefused(answer: Awaited<Answer<'hub.upload'>>): boolean {
  return answer.ok && answer.value.status >= 400 && answer.value.status < 500 && answer.value.status !== 429;
}

/** Does not read Retry-After. */
export function impatient(host: Host): Host {
  return otherwise(host, 'hub.upload', async (input) => {
    const answer = await host.invoke('hub.upload', input);
    return answer.ok ? ok({ ...answer.value, retryAfterSeconds: null }) : answer;
  });
}

/** Sends in the order of the kiosk's wall clock. */
export function orderedByWallClock(host: Host): Host {
  return otherwise(host, 'hub.upload', async ({ head, records }) => {
    const dated = await Promise.all(
      records.map(async (record) => ({ record, at: await acceptedAt(host, record) })),
    );
    const sorted = dated.toSorted((a, b) => a.at.localeCompare(b.at)).map(({ record }) => record);
    const answer = await host.invoke('hub.upload', { head, records: sorted });
    return answer.ok ? ok({ ...answer.value, body: asAsked(answer.value.body, records) }) : answer;
  });
}

async function acceptedAt(host: Host, { sequence }: Sent): Promise<string> {
  const read = await host.invoke('journal.read', { fromSequence: sequence, limit: 1 });
  return (read.ok && read.value.envelopes[0]?.envelope.header.acceptedAt) || '';
}

/** The verdicts in the order of the upload as the uploader made it. */
function asAsked(body: string, records: readonly Sent[]): string {
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), uploadAnswerSchema), body);
  if (!answer.success) return body;
  const placeOf = (sequence: number) => records.findIndex((record) => record.sequence === sequence);
  const verdicts = answer.output.verdicts.toSorted((a, b) => placeOf(a.sequence) - placeOf(b.sequence));
  return JSON.stringify({ ...answer.output, verdicts });
}

const laterMs = 2_000;

/** Says that a record is journalled and does it when there is time. */
export function journalledLater(host: Host, timeline: Timeline, life: Life): Host {
  return otherwise(host, 'journal.append', async (input) => {
    timeline.after(laterMs, life, () => void host.invoke('journal.append', input));
    return ok({ signatures: input.envelopes.map(() => 'A'.repeat(86)) });
  });
}

/** Says nothing to the hub while nothing waits. */
export function silentWhileIdle(host: Host): Host {
  return otherwise(host, 'hub.upload', async (input) =>
    input.records.length === 0 ? err({ code: 'unreachable' }) : host.invoke('hub.upload', input),
  );
}

/** Brings a hub that was put back nothing of what it had receipted. */
export function forgetful(host: Host): Host {
  return otherwise(host, 'journal.read', async () => ok({ envelopes: [] }));
}
