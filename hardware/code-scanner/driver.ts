import type { CodeEvent, CodeTrouble } from '../../core/devices/codes.ts';
import type { DeviceReport } from '../../core/devices/states.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Result } from '../../core/lib/result.ts';
import { err, ok } from '../../core/lib/result.ts';
import { awaitedPort } from '../awaited-port.ts';
import type { DeviceDriver } from '../device.ts';
import type { PortOpener } from '../port.ts';
import { tellChanges } from '../tell-changes.ts';
import { codeTextOf } from './code-text.ts';
import type { ScannerCommand } from './codec.ts';
import { scanNow, stopScanning } from './models.ts';
import type { ScannerOptions } from './models.ts';
import { recentText } from './recent-text.ts';
import type { AskTrouble } from './scanner-line.ts';
import { scannerLink } from './scanner-link.ts';
import { scannerFindings } from './self-test.ts';

export type CodeScannerDeps = {
  readonly open: PortOpener;
  readonly clock: Clock;
  /** A code that stays in sight is told once, until it has been gone for a second. Personal: hand it on, keep it nowhere. */
  readonly onCode: (event: CodeEvent) => void;
  /** Called on change only. */
  readonly onState: (report: DeviceReport) => void;
  readonly options?: Partial<ScannerOptions>;
};

/** `no-trigger`: a `line` scanner takes no commands; it scans by its own button or sensor. */
export type TriggerTrouble = AskTrouble | 'no-trigger';

export type CodeScanner = DeviceDriver & {
  /** Lights the engine up until it has read a code or its own time-out has passed. Asking twice does no harm. */
  readonly scanNow: () => Promise<Result<void, TriggerTrouble>>;
  readonly stopScanning: () => Promise<Result<void, TriggerTrouble>>;
};

/** A code scanner on a serial line: codes as they come, and an engine's commands where it has any. */
export function createCodeScanner({ open, clock, onCode, onState, ...deps }: CodeScannerDeps): CodeScanner {
  const options: ScannerOptions = { model: 'gm65', terminator: 'cr', ...deps.options };
  const isRepeat = recentText(clock);
  const tell = tellChanges('code-scanner', onState);
  const { keeper, ask } = scannerLink({
    open,
    clock,
    options,
    ears: { onCode: hear, onTrouble: refuse },
    tell,
  });

  function hear(bytes: Uint8Array): void {
    const text = codeTextOf(bytes);
    if (text === null) return refuse('code-unreadable');
    if (!isRepeat(text)) onCode({ state: 'read', code: { text, symbology: 'unknown' } });
  }

  function refuse(trouble: CodeTrouble): void {
    onCode({ state: 'trouble', trouble });
  }

  async function trigger(command: ScannerCommand): Promise<Result<void, TriggerTrouble>> {
    if (options.model === 'line') return err('no-trigger');
    const asked = await ask(command);
    return asked.ok ? ok(undefined) : asked;
  }

  return {
    start: keeper.start,
    stop: keeper.stop,
    scanNow: () => trigger(scanNow),
    stopScanning: () => trigger(stopScanning),
    async selfTest() {
      const isOpen = (await awaitedPort(keeper, clock)) !== null;
      return scannerFindings({ isOpen, options, ask });
    },
  };
}
