import type { Clock } from '../core/lib/clock.ts';
import type { LineKeeper } from './line-keeper.ts';
import type { Port } from './port.ts';

const openingMs = 2_000;
const lookMs = 50;

/** For a self-test: the connection, after a little patience with a line that is just being opened; null without one. */
export async function awaitedPort(keeper: LineKeeper, clock: Clock): Promise<Port | null> {
  const untilMs = clock.monotonicMs() + openingMs;
  while (keeper.port() === null && clock.monotonicMs() < untilMs) {
    await new Promise<void>((look) => void clock.after(lookMs, look));
  }
  return keeper.port();
}
