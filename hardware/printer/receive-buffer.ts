/** What a printer has received and not worked off. Sends XOFF and XON where its line has that. */
export type ReceiveBuffer = {
  /** A byte that finds it full is lost, as on a printer whose "busy" nobody heeds. */
  readonly push: (byte: number) => void;
  readonly shift: () => number | undefined;
  readonly clear: () => void;
};

/** 4 KB are typical. "Busy" with 128 bytes left (POS-X XP8200), "ready" again with a chunk's room. */
const roomBytes = 4_096;
const busyBelowBytes = 128;
const readyFromBytes = 512;
const XON = 0x11;
const XOFF = 0x13;

/** @param say sends a byte of flow control; null on a line without */
export function createReceiveBuffer(say: ((byte: number) => void) | null): ReceiveBuffer {
  const ring = new Uint8Array(roomBytes);
  let first = 0;
  let length = 0;
  let isBusy = false;

  function tell(): void {
    const room = roomBytes - length;
    const isNowBusy = isBusy ? room < readyFromBytes : room < busyBelowBytes;
    if (isNowBusy === isBusy) return;
    isBusy = isNowBusy;
    say?.(isBusy ? XOFF : XON);
  }

  return {
    push(byte) {
      if (length === roomBytes) return;
      ring[(first + length) % roomBytes] = byte;
      length += 1;
      tell();
    },
    shift() {
      if (length === 0) return undefined;
      const byte = ring[first];
      first = (first + 1) % roomBytes;
      length -= 1;
      tell();
      return byte;
    },
    clear() {
      length = 0;
      tell();
    },
  };
}
