import { codeScannerKind } from '../../hardware/code-scanner/cli.ts';
import { createCodeScanner } from '../../hardware/code-scanner/driver.ts';
import type { WatchParts } from '../../hardware/device.ts';
import { seededRandom } from '../../hardware/faults/seeded-random.ts';
import { obey } from '../../hardware/order-book.ts';
import { questionPoints, reportPoints } from './points.ts';
import { always, once } from './subject.ts';
import type { Subject } from './subject.ts';

const settings = codeScannerKind.defaultSettings;
const scanned = 'https://example.invalid/s/K0017-2026-000042';

export const codeScanner: Subject = {
  device: 'code-scanner',
  settings,
  open: openScanner,
  success: /^code read$/,
  failure: /^(code refused|another code read)/,
  deadlineMs: 6_000,
  tidy: [],
  mishaps: [once('bad-crc'), always('bad-crc'), once('silent'), always('silent')],
  points: (recording) => [
    ...questionPoints(recording, () => 'question'),
    ...reportPoints(recording, 'code').filter(({ name }) => name.startsWith('operating')),
  ],
  isOneWay: true,
};

/** Not watched: only the text shows whether the line has changed it. Codes have no checksum on the line. */
function openScanner({ open, clock, onState, say }: WatchParts) {
  const twin = codeScannerKind.createTwin({ clock, random: seededRandom(1), settings, options: {} });
  const driver = createCodeScanner({
    open,
    clock,
    onState,
    onCode(event) {
      if (event.state === 'trouble') say(`code refused: ${event.trouble}`);
      else say(event.code.text === scanned ? 'code read' : 'another code read: no checksum');
    },
  });
  return { twin, driver, operate: () => void obey(twin.orders, `scan ${scanned}`), audit: () => null };
}
