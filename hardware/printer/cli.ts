import type { PaperWidthMm } from '../../core/slips/paper.ts';
import type { DeviceKind } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { createReceiptPrinter } from './driver.ts';
import { askStatus } from './escpos.ts';
import { createPrinterTwin } from './twin.ts';

/** Options: `paper` = `58` or `80`. */
export const receiptPrinterKind: DeviceKind = {
  device: 'receipt-printer',
  probe: {
    protocol: 'ESC/POS',
    settings: [115_200, 38_400, 19_200, 9_600, 57_600].map(plainLine),
    hello: Uint8Array.from(askStatus('printer')),
    isAnswer,
    patienceMs: 300,
  },
  defaultSettings: plainLine(115_200),
  createTwin({ clock, random, settings, options }) {
    const paperWidthMm: PaperWidthMm = options['paper'] === '58' ? 58 : 80;
    return createPrinterTwin({ clock, random, settings, baudRate: settings.baudRate, paperWidthMm });
  },
  createWatch: ({ open, clock, onState }) => createReceiptPrinter({ open, clock, onState, paperWidthMm: 80 }),
};

/** Behind the glitches of a line being opened, or one automatic status; whoever says more is another device. */
const mostBytesBefore = 7;

function isAnswer(bytes: Uint8Array): boolean {
  const last = bytes.at(-1) ?? 0;
  return bytes.length <= mostBytesBefore + 1 && (last & 0x93) === 0x12;
}
