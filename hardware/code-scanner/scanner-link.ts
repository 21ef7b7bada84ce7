import type { Clock } from '../../core/lib/clock.ts';
import { err } from '../../core/lib/result.ts';
import { asking } from '../asking.ts';
import { keepLine } from '../line-keeper.ts';
import type { LineKeeper } from '../line-keeper.ts';
import type { Port, PortOpener, PortTrouble } from '../port.ts';
import type { TellState } from '../tell-changes.ts';
import type { ScannerCommand } from './codec.ts';
import { readTail } from './models.ts';
import type { ScannerOptions } from './models.ts';
import { scannerLine } from './scanner-line.ts';
import type { Asked, CodeEars, ScannerLine } from './scanner-line.ts';

/** The line to a scanner, held open, and its health told; an engine is asked something every two seconds. */
export type ScannerLink = {
  readonly keeper: LineKeeper;
  /** Asked a second time when nothing or nonsense came: no command of ours does harm twice. */
  readonly ask: (command: ScannerCommand) => Promise<Asked>;
};

/** How late an engine that has gone dumb may be noticed. */
const heartbeatMs = 2_000;

export function scannerLink(parts: {
  readonly open: PortOpener;
  readonly clock: Clock;
  readonly options: ScannerOptions;
  readonly ears: CodeEars;
  readonly tell: TellState;
}): ScannerLink {
  const { open, clock, options, ears, tell } = parts;
  const askLine = asking<ScannerCommand, Asked>(() => line, err('scanner-missing'));
  const keeper = keepLine({ open, clock, onUp, onDown });
  let line: ScannerLine | null = null;
  let cancelHeartbeat = () => {};

  function onUp(port: Port): void {
    line = scannerLine({ port, clock, options, ears });
    port.onClosed(() => {
      line = null;
      cancelHeartbeat();
    });
    void tend();
  }

  function onDown(cause: PortTrouble): void {
    if (cause === 'stalled') tell('offline', 'scanner-silent');
    else tell('no-device', 'scanner-missing');
  }

  async function tend(): Promise<void> {
    // All that can be known of a scanner without commands is that its line is there.
    if (options.model === 'line') return tell('online', null);
    await ask(readTail(options.model));
    cancelHeartbeat();
    if (line !== null) cancelHeartbeat = clock.after(heartbeatMs, () => void tend());
  }

  async function ask(command: ScannerCommand): Promise<Asked> {
    const asked = await askLine(command);
    if (line !== null && !line.isInsideCode()) tellHealth(asked);
    return asked;
  }

  function tellHealth(asked: Asked): void {
    if (asked.ok) return tell('online', null);
    tell(asked.error === 'scanner-silent' ? 'offline' : 'hardware-error', asked.error);
  }

  return { keeper, ask };
}
