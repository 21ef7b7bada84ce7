/** Every delay of the printer driver. */
export type PrinterTiming = {
  /** How long a line may be away before the printer is called missing. */
  readonly missingMs: number;
  /** Between two status rounds of an idle printer: how late a change is noticed of one that does not tell by itself. */
  readonly heartbeatMs: number;
  /** A real-time answer takes a few milliseconds; a printer busy with a line may need longer. */
  readonly answerMs: number;
  /** Lets late answers of a failed round run out, so that none is taken for an answer of the next one. */
  readonly retryMs: number;
  /** For the printer to work off what it still holds before a slip begins. */
  readonly settleMs: number;
  /** No further answer for so long, and the bytes have had their time: the missing ones were lost with a line. */
  readonly quietMs: number;
  /** From the first byte of a slip to its confirmation, on top of the time the bytes need. Paper moves at about 100 mm/s. */
  readonly printMs: number;
  /** The same when the printer has stopped on the way: time for staff to put paper in. The screen asks after 45 s. */
  readonly mendMs: number;
  /** From the order to its end, whatever it waits for: the contract gives a print a minute. */
  readonly mostMs: number;
  /** While a confirmation is awaited: how often to look whether the printer has stopped. */
  readonly stoppedCheckMs: number;
  /** After so many silent rounds a fresh connection is tried: some systems never tell that a USB line has gone. */
  readonly silentRounds: number;
  /** A jammed blade is moved again no more often than this: each try is heard by the customer. */
  readonly recoverMs: number;
};

export const printerTiming: PrinterTiming = {
  missingMs: 1_000,
  heartbeatMs: 800,
  answerMs: 400,
  retryMs: 200,
  settleMs: 5_000,
  quietMs: 3_000,
  printMs: 15_000,
  mendMs: 40_000,
  mostMs: 50_000,
  stoppedCheckMs: 1_000,
  silentRounds: 4,
  recoverMs: 10_000,
};

/** Time on the line at 8N1: ten bits a byte. */
export function wireMs(bytes: number, baudRate: number): number {
  return (bytes * 10_000) / baudRate;
}
