import type { Clock } from '../../core/lib/clock.ts';

/** What `ending` comes to, or `late` after `deadlineMs`: no call into the operating system is waited for without an end. */
export async function within<Value>(
  clock: Clock,
  deadlineMs: number,
  ending: Promise<Value>,
  late: Value,
): Promise<Value> {
  let stopWaiting = () => {};
  const deadline = new Promise<Value>((settle) => {
    stopWaiting = clock.after(deadlineMs, () => settle(late));
  });
  try {
    return await Promise.race([ending, deadline]);
  } finally {
    stopWaiting();
  }
}
