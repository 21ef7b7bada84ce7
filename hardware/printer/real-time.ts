const DLE = 0x10;
const EOT = 0x04;
const ENQ = 0x05;

/**
 * Takes real-time commands out of a stream on arrival, wherever they stand; everything else goes on to the buffer. A
 * real printer does the same even within another command's parameters, which is why a driver must never send one there.
 */
export function createRealTimeFilter(heard: {
  readonly statusAsked: (n: number) => void;
  readonly recoveryAsked: (n: number) => void;
  readonly byte: (byte: number) => void;
}): (byte: number) => void {
  let held: readonly number[] = [];

  return (byte) => {
    const [first, command] = held;
    if (first !== undefined && command === undefined && (byte === EOT || byte === ENQ)) {
      held = [first, byte];
      return;
    }
    const passed = command === undefined ? held : [];
    held = [];
    for (const earlier of passed) heard.byte(earlier);
    if (command === EOT) heard.statusAsked(byte);
    else if (command === ENQ) heard.recoveryAsked(byte);
    else if (byte === DLE) held = [byte];
    else heard.byte(byte);
  };
}
