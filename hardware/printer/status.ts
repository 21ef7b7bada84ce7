import type { DeviceReport, DeviceState, PaperState } from '../../core/devices/states.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PrintTrouble } from '../../core/slips/slip.ts';
import type { AutomaticBytes } from './answers.ts';
import type { statusOf } from './escpos.ts';

/** The four bytes of a `DLE EOT` round. */
export type StatusBytes = Readonly<Record<keyof typeof statusOf, number>>;

/** What hinders the next slip, and the paper; `low` hinders nothing. */
export type PrinterStatus = { readonly trouble: PrintTrouble | null; readonly paper: PaperState };

type Conditions = {
  readonly coverOpen: boolean;
  readonly paperEnd: boolean;
  readonly paperNearEnd: boolean;
  readonly cutterError: boolean;
  readonly unrecoverable: boolean;
  /** A hot head, on most models. */
  readonly mendsItself: boolean;
  readonly offline: boolean;
};

/** Bits as Bixolon SRP-350, Epson TM-U220A, Samsung SRP-500 and Citizen CT-S2000 agree on them. */
export function readStatus({ printer, offlineCause, error, paper }: StatusBytes): PrinterStatus {
  return statusIn({
    coverOpen: has(offlineCause, 0x04),
    paperEnd: has(paper, 0x60) || has(offlineCause, 0x20),
    paperNearEnd: has(paper, 0x0c),
    cutterError: has(error, 0x08),
    unrecoverable: has(error, 0x20),
    mendsItself: has(error, 0x40),
    // Bit 2 of the error byte differs between makers and is not looked at.
    offline: isOffline(printer) || has(offlineCause, 0x40),
  });
}

/** Of the answer to `DLE EOT 1`. */
export function isOffline(printer: number): boolean {
  return has(printer, 0x08);
}

/** The bytes of `GS a`, as Citizen CT-S2000, Epson TM-U220A and Ithaca PcOS agree on them. */
export function readAutomatic([line, error, paper]: AutomaticBytes): PrinterStatus {
  return statusIn({
    coverOpen: has(line, 0x20),
    paperEnd: has(paper, 0x0c),
    paperNearEnd: has(paper, 0x03),
    cutterError: has(error, 0x08),
    unrecoverable: has(error, 0x20),
    mendsItself: has(error, 0x40),
    offline: has(line, 0x08),
  });
}

function has(byte: number, bits: number): boolean {
  return (byte & bits) !== 0;
}

function statusIn(now: Conditions): PrinterStatus {
  return { trouble: troubleIn(now), paper: now.paperEnd ? 'out' : now.paperNearEnd ? 'low' : 'full' };
}

/** The cause a person can see comes first: with the cover open, most printers report missing paper as well. */
function troubleIn(now: Conditions): PrintTrouble | null {
  if (now.coverOpen) return 'cover-open';
  if (now.paperEnd) return 'paper-out';
  if (now.cutterError) return 'cutter-error';
  if (now.unrecoverable) return 'printer-fault';
  if (now.mendsItself) return 'printer-overheated';
  // Offline for a reason of its own.
  return now.offline ? 'printer-fault' : null;
}

/** @param isPrinting a slip is under way: whatever the trouble, the printer goes on with it once it is mended */
export function reportOf({ trouble, paper }: PrinterStatus, isPrinting = false): DeviceReport {
  const isWaiting = isPrinting && trouble !== null && trouble !== 'printer-missing';
  return { device: 'receipt-printer', state: isWaiting ? 'busy' : stateOf(trouble), cause: trouble, paper };
}

/** The XFS4IoT words for it. */
function stateOf(trouble: PrintTrouble | null): DeviceState {
  switch (trouble) {
    case null:
      return 'online';
    case 'paper-out':
    case 'cover-open':
      return 'user-error';
    case 'cutter-error':
    case 'printer-overheated':
    case 'printer-fault':
      return 'hardware-error';
    case 'printer-silent':
      return 'offline';
    case 'printer-missing':
      return 'no-device';
    default:
      return unreachable(trouble);
  }
}
