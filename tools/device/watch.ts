import type { OneDevice } from './arguments.ts';
import type { Ending, ToolParts } from './tool-parts.ts';
import { watchLine } from './watched-line.ts';

/** Runs a driver until the time is up or the person has had enough. */
export async function watchDevice(
  order: OneDevice & { readonly forMs: number | null },
  parts: ToolParts,
): Promise<Ending> {
  const { clock, say, interrupted } = parts;
  let changes = 0;
  const { driver, lastReport } = watchLine(order, parts, () => (changes += 1));
  say(order.forMs === null ? 'Watching; Ctrl-C ends it.' : `Watching for ${order.forMs / 1_000} seconds.`);
  driver.start();
  const { forMs } = order;
  const timeUp = new Promise<void>((done) => {
    if (forMs !== null) clock.after(forMs, done);
  });
  await Promise.race([timeUp, interrupted]);
  await driver.stop();
  const last = lastReport();
  const summary = {
    device: order.kind.device,
    state: last?.state ?? null,
    cause: last?.cause ?? null,
    stateChanges: changes,
  };
  return { code: last?.state === 'online' ? 0 : 1, summary };
}
