import type { ScannerCommand } from './codec.ts';

/** What a scanner puts behind a code; set at the scanner, by a code from its manual. */
export const terminators = { cr: [0x0d], lf: [0x0a], 'cr-lf': [0x0d, 0x0a], tab: [0x09], none: [] } as const;
export type Terminator = keyof typeof terminators;

/** `line`: any scanner that sends what it reads and understands no command. The others are Grow's engines. */
export const scannerModels = ['line', 'gm65', 'gm812'] as const;
export type ScannerModel = (typeof scannerModels)[number];
export type CommandedModel = Exclude<ScannerModel, 'line'>;

export type ScannerOptions = {
  readonly model: ScannerModel;
  /** As set at the scanner. */
  readonly terminator: Terminator;
};

type TailSetting = {
  readonly zone: number;
  readonly read: (value: number) => Terminator | null;
  readonly write: (tail: Terminator) => number;
};

const gm65Tails = ['cr', 'cr-lf', 'tab', 'none'] as const satisfies readonly Terminator[];
const gm812Tails = ['cr', 'lf', 'cr-lf', 'tab', 'none'] as const satisfies readonly Terminator[];

/** Where an engine keeps its terminator. The two families differ in place and code; 0060h means another thing on a GM812. */
export const tailSettings: Readonly<Record<CommandedModel, TailSetting>> = {
  // Bits 6 and 5; bit 0 is taken for "append the tail" by some hosts and not looked at here.
  gm65: {
    zone: 0x0060,
    read: (value) => gm65Tails[(value >> 5) & 0x03] ?? null,
    write: (tail) =>
      Math.max(
        0,
        gm65Tails.findIndex((known) => known === tail),
      ) << 5,
  },
  gm812: {
    zone: 0x000e,
    read: (value) => gm812Tails[value] ?? null,
    write: (tail) => gm812Tails.findIndex((known) => known === tail),
  },
};

/** Bit 0 of this zone is the trigger; the engine clears it after a code or its own time-out. */
export const triggerZone = 0x0002;
export const scanNow: ScannerCommand = { do: 'write-zone', zone: triggerZone, values: [1] };
export const stopScanning: ScannerCommand = { do: 'write-zone', zone: triggerZone, values: [0] };

export function readTail(model: CommandedModel): ScannerCommand {
  return { do: 'read-zone', zone: tailSettings[model].zone, count: 1 };
}
