/** How a serial line is set. Most devices of a counter speak 8N1 without flow control. */
export type LineSettings = {
  /** Bits a second. */
  readonly baudRate: number;
  readonly dataBits: 7 | 8;
  readonly parity: 'none' | 'even' | 'odd';
  readonly stopBits: 1 | 2;
  /** `xon-xoff`: bytes 11h and 13h are the line's own and never data. */
  readonly flow: 'none' | 'xon-xoff' | 'rts-cts';
};

/** 8N1 without flow control. */
export function plainLine(baudRate: number): LineSettings {
  return { baudRate, dataBits: 8, parity: 'none', stopBits: 1, flow: 'none' };
}

/** How long one byte keeps the line busy, milliseconds: start bit, data, parity, stop bits. */
export function byteMs({ baudRate, dataBits, parity, stopBits }: LineSettings): number {
  const bits = 1 + dataBits + (parity === 'none' ? 0 : 1) + stopBits;
  return (1_000 * bits) / baudRate;
}
