/** Every delay of the printer driver. */
export type PrinterTiming = {
  /** Between two attempts to open the line. */
  readonly reconnectMs: number;
  /** Between two status rounds of an idle printer: how late a removed cover or an empty roll may be noticed. */
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
  /** While a confirmation is awaited: how often to look whether the printer has stopped. */
  readonly stoppedCheckMs: number;
  /** After so many silent rounds a fresh connection is tried: some systems never tell that a USB line has gone. */
  readonly silentRounds: number;
  /** A jammed blade is moved again no more often than this: each try is heard by the customer. */
  readonly recoverMs: number;
};

export const printerTiming: PrinterTiming = {
  reconnectMs: 2_000,
  heartbeatMs: 2_500,
  answerMs: 500,
  retryMs: 300,
  settleMs: 5_000,
  quietMs: 3_000,
  printMs: 15_000,
  stoppedCheckMs: 2_000,
  silentRounds: 4,
  recoverMs: 30_000,
};

/** Time on the line at 8N1: ten bits a byte. */
export function wireMs(bytes: number, baudRate: number): number {
  return (bytes * 10_000) / baudRate;
}
