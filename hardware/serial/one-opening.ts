import type { Clock } from '../../core/lib/clock.ts';
import { err } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { OpeningTrouble, Port, PortOpener } from '../port.ts';
import { within } from './within.ts';

type Opened = Result<Port, OpeningTrouble>;

const openMs = 3_000;
const slow: Opened = err('line-opening-slow');

/**
 * Whatever keeps a line from opening is `gone`. A driver of the operating system that hangs holds one thread for each
 * opening, of which a process has four; so while one hangs no other is begun, and what it opens late is closed again.
 * @param onRefused hears why an opening failed, each time
 */
export function oneOpening(parts: {
  readonly clock: Clock;
  readonly begin: () => Promise<Opened>;
  readonly onRefused?: ((trouble: OpeningTrouble) => void) | undefined;
}): PortOpener {
  const { clock, begin, onRefused } = parts;
  let isHanging = false;

  async function attempt(): Promise<Opened> {
    const opening = begin();
    const opened = await within(clock, openMs, opening, slow);
    if (opened === slow) void closeLate(opening);
    return opened;
  }

  async function closeLate(opening: Promise<Opened>): Promise<void> {
    isHanging = true;
    const opened = await opening;
    if (opened.ok) await opened.value.close();
    isHanging = false;
  }

  return async () => {
    const opened = isHanging ? slow : await attempt();
    if (opened.ok) return opened;
    onRefused?.(opened.error);
    return err('gone');
  };
}
