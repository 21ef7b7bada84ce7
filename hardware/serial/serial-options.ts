import type { LineSettings } from '../line-settings.ts';
import type { OpeningTrouble } from '../port.ts';

/** The settings in serialport's words. */
export function serialOptions({ baudRate, dataBits, parity, stopBits, flow }: LineSettings) {
  const isSoftware = flow === 'xon-xoff';
  return {
    baudRate,
    dataBits,
    parity,
    stopBits,
    rtscts: flow === 'rts-cts',
    xon: isSoftware,
    xoff: isSoftware,
  };
}

/** What the binding's sentence means; serialport gives its errors no codes. Sources: its Linux, macOS and Windows code. */
const sentences: readonly (readonly [RegExp, OpeningTrouble])[] = [
  [/no such file|file not found|no such device|not a directory/i, 'line-not-there'],
  // Windows says "Access denied" of a port that another program has.
  [/cannot lock port|resource busy|access denied/i, 'line-in-use'],
  [/permission denied|not permitted/i, 'line-forbidden'],
];

export function troubleInSentence(sentence: string): OpeningTrouble {
  return sentences.find(([pattern]) => pattern.test(sentence))?.[1] ?? 'line-not-serial';
}
