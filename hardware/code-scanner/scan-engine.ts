import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { ScannerCommand } from './codec.ts';
import { tailSettings, triggerZone } from './models.ts';
import type { ScannerOptions, Terminator } from './models.ts';

/** What is inside a twin: zones to read and write, and a window with or without a code before it. */
export type ScanEngine = {
  /** Does it and says the data of the answer. */
  readonly obey: (command: ScannerCommand) => Uint8Array;
  /** Holds a code before the window, or takes it away; it is read as soon as the engine looks. */
  readonly show: (text: string | null) => void;
  readonly tail: () => Terminator;
};

/** After a trigger the engine looks for a code so long. */
const lookingMs = 5_000;

/** @param onRead in a later turn than the command that caused it, so that the answer goes first */
export function scanEngine(
  clock: Clock,
  options: ScannerOptions,
  onRead: (text: string) => void,
): ScanEngine {
  const { model, terminator } = options;
  const tailSetting = model === 'line' ? null : tailSettings[model];
  const zones = new Map(tailSetting === null ? [] : [[tailSetting.zone, tailSetting.write(terminator)]]);
  let shown: string | null = null;
  let stopLooking: (() => void) | null = null;

  function endLooking(): void {
    stopLooking?.();
    stopLooking = null;
  }

  function readShown(): void {
    if (shown === null || stopLooking === null) return;
    endLooking();
    onRead(shown);
  }

  function write(zone: number, values: readonly number[]): void {
    values.forEach((value, offset) => zones.set(zone + offset, value));
    if (zone !== triggerZone) return;
    endLooking();
    if (((values[0] ?? 0) & 0x01) === 0) return;
    stopLooking = clock.after(lookingMs, endLooking);
    clock.after(0, readShown);
  }

  return {
    obey(command) {
      switch (command.do) {
        case 'read-zone':
          return Uint8Array.from({ length: command.count }, (_, at) => zones.get(command.zone + at) ?? 0);
        case 'write-zone':
          write(command.zone, command.values);
          return Uint8Array.of(0);
        default:
          return unreachable(command);
      }
    },
    show(text) {
      shown = text;
      readShown();
    },
    tail: () => tailSetting?.read(zones.get(tailSetting.zone) ?? 0) ?? terminator,
  };
}
