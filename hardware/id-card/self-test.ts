import type { Clock } from '../../core/lib/clock.ts';
import type { Finding, SelfTest } from '../device.ts';
import { decodeSamId } from './codec.ts';
import type { ReaderConnection } from './reader-connection.ts';
import type { Outcome } from './sam-line.ts';

/** A reader that takes longer to say "ready" keeps every customer waiting. */
const slowAnswerMs = 250;

/** Whether the reader is ready, how fast it says so, and which one it is. Takes two answers' time at most. */
export async function testReader(exchange: ReaderConnection['exchange'], clock: Clock): Promise<SelfTest> {
  const startedMs = clock.monotonicMs();
  const status = await exchange('status', wordOf);
  const tookMs = Math.round(clock.monotonicMs() - startedMs);
  if (status !== 'ready') return result({ name: 'status', value: status ?? 'reader-missing', isGood: false });
  const samId = await exchange('samId', (outcome) =>
    outcome.is === 'done' ? decodeSamId(outcome.data) : null,
  );
  return result(
    { name: 'status', value: status, isGood: true },
    { name: 'answer-ms', value: String(tookMs), isGood: tookMs <= slowAnswerMs },
    { name: 'sam-id', value: samId ?? 'not-told', isGood: samId !== null },
  );
}

export function result(...findings: readonly Finding[]): SelfTest {
  return { passed: findings.every(({ isGood }) => isGood), findings };
}

function wordOf(outcome: Outcome): string {
  if (outcome.is === 'done') return 'ready';
  return 'trouble' in outcome ? outcome.trouble : outcome.is;
}
