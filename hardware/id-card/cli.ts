import type { CardEvent } from '../../core/identity/id-card.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { DeviceKind } from '../device.ts';
import { plainLine } from '../line-settings.ts';
import { answerLength, encodeCommand } from './codec.ts';
import { createIdCardReader } from './driver.ts';
import { frameScanner } from './frame.ts';
import { createIdCardTwin } from './twin.ts';

/** The speeds a reader may be set to, the usual one first. */
const baudRates = [115_200, 9_600, 57_600, 38_400, 19_200] as const;

export const idCardReaderKind: DeviceKind = {
  device: 'id-card-reader',
  probe: {
    protocol: 'SAM_V',
    settings: baudRates.map(plainLine),
    hello: encodeCommand('status'),
    // A command is too short to be an answer, so a line that echoes is not taken for a reader.
    isAnswer: (bytes) => frameScanner(answerLength).push(bytes).bodies.length > 0,
    patienceMs: 300,
  },
  defaultSettings: plainLine(115_200),
  createTwin: ({ clock, settings, options }) =>
    createIdCardTwin({ clock, baudRate: settings.baudRate, options }),
  createWatch: ({ open, clock, onState, say }) =>
    createIdCardReader({
      open,
      clock,
      onState,
      onCard: (event) => say(happeningOf(event)),
      onRefusal: ({ command, sw1, sw2, sw3, name }) =>
        say(`${command} refused: ${name} (${[sw1, sw2, sw3].map(hex).join(' ')})`),
    }),
};

/** Kind of card and length of name help to find a fault; the name would be somebody's. */
function happeningOf(event: CardEvent): string {
  switch (event.state) {
    case 'laid':
      return 'card laid';
    case 'read':
      return `card read: ${event.card.kind}, name of ${Array.from(event.card.name).length} characters`;
    case 'trouble':
      return `card trouble: ${event.trouble}`;
    case 'lifted':
      return 'card lifted';
    default:
      return unreachable(event);
  }
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
