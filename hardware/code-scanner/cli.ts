import type { DeviceKind } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { answerAtStart, encodeCommand } from './codec.ts';
import { createCodeScanner } from './driver.ts';
import { readTail, scannerModels, terminators } from './models.ts';
import { createCodeScannerTwin } from './twin.ts';

/** Factory setting of most scanners; newer ones come at 115200. */
const defaultSettings = plainLine(9_600);

/** Only an engine that takes commands can be found by asking; another scanner is known by scanning something. */
export const codeScannerKind: DeviceKind = {
  device: 'code-scanner',
  probe: {
    protocol: 'GM65',
    settings: [defaultSettings, plainLine(115_200)],
    hello: encodeCommand(readTail('gm65')),
    isAnswer: holdsZone,
    patienceMs: 300,
  },
  defaultSettings,
  createTwin: ({ clock, settings, options }) =>
    createCodeScannerTwin({
      clock,
      baudRate: settings.baudRate,
      options: {
        model: chosen(scannerModels, options['model'], 'gm65'),
        terminator: chosen(
          Object.keys(terminators) as (keyof typeof terminators)[],
          options['terminator'],
          'cr',
        ),
      },
      encoding: chosen(['utf8', 'gb18030'], options['encoding'], 'utf8'),
    }),
  createWatch: ({ open, clock, onState, say }) =>
    createCodeScanner({
      open,
      clock,
      onState,
      onCode: (event) =>
        say(
          event.state === 'read'
            ? `code read: ${event.code.text.length} characters`
            : `code refused: ${event.trouble}`,
        ),
    }),
};

/** An intact answer with one byte of a zone, wherever it begins. */
function holdsZone(bytes: Uint8Array): boolean {
  return bytes.some((_, at) => {
    const found = answerAtStart(bytes.subarray(at));
    return found.is === 'frame' && found.content?.type === 0 && found.content.data.length === 1;
  });
}

function chosen<Name extends string>(names: readonly Name[], wished: string | undefined, usual: Name): Name {
  return names.find((name) => name === wished) ?? usual;
}
