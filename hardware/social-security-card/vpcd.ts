import { joined } from '../joined.ts';

/**
 * The line between a virtual reader (vsmartcard's vpcd) and a virtual card. Each message: two bytes of length, high
 * byte first, then the payload. One byte is a control; anything longer is a command; the card answers commands and
 * `getAtr` only. On our own lines a card that is not there answers with an empty message.
 */
export const controls = { off: 0, on: 1, reset: 2, getAtr: 4 } as const;

/** The answer to reset of a card of protocol T=0. */
export const atr = Uint8Array.of(
  0x3b,
  0x6d,
  0x00,
  0x00,
  0x80,
  0x31,
  0x80,
  0x65,
  0xb0,
  0x89,
  0x31,
  0xc8,
  0x01,
  0x83,
  0x00,
  0x90,
  0x00,
);

/** A short command or answer and a little more; a longer message is nobody's, and nothing behind it can be told apart. */
export const longestMessage = 300;
const lengthBytes = 2;

export function encodeMessage(payload: Uint8Array): Uint8Array {
  return Uint8Array.of(payload.length >> 8, payload.length & 0xff, ...payload);
}

export type MessageScanner = {
  /** The messages that are whole by now; null once the stream has lost its step: only a new connection mends that. */
  readonly push: (chunk: Uint8Array) => readonly Uint8Array[] | null;
};

export function messageScanner(): MessageScanner {
  let held: Uint8Array = new Uint8Array(0);
  let isLost = false;

  return {
    push(chunk) {
      if (isLost) return null;
      held = joined(held, chunk);
      const messages: Uint8Array[] = [];
      while (held.length >= lengthBytes) {
        const length = (held[0] ?? 0) * 256 + (held[1] ?? 0);
        isLost = length > longestMessage;
        if (isLost) return null;
        if (held.length < lengthBytes + length) break;
        messages.push(held.slice(lengthBytes, lengthBytes + length));
        held = held.slice(lengthBytes + length);
      }
      return messages;
    },
  };
}
