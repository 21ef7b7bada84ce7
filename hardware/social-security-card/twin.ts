import type { Clock } from '../../core/lib/clock.ts';
import type { PacedWire } from '../paced-wire.ts';
import type { Port } from '../port.ts';
import { strikesOf } from '../strikes.ts';
import { type Talk, twinLines } from '../twin-lines.ts';
import type { DeviceTwin, OrderBook } from '../twin.ts';
import { encodeAnswer } from './apdu.ts';
import { createChip } from './chip.ts';
import type { Chip } from './chip.ts';
import { demoChips, isDemoChip } from './demo-cards.ts';
import { atr, controls, encodeMessage, messageScanner } from './vpcd.ts';

const faultNames = [
  'mute', // no answer to a command
  'memory-failure', // 65 81
  'broken-record', // a length byte that its own bytes do not keep
  'lifted-mid-read', // pulled out at the fourth command
] as const;
const memoryFailure = encodeAnswer({ data: new Uint8Array(0), status: 0x6581 });
const commandsBeforeLift = 3;
const empty = new Uint8Array(0);

/** A virtual card as vpcd and the kiosk's own virtual reader know it: laid in and pulled out by order. */
export function createSocialSecurityTwin(parts: {
  readonly clock: Clock;
  /** Of the contacts; 9600 is where every chip begins. */
  readonly baudRate: number;
  /** What tells that no card is in: an empty message, or, as vpcd wants it, a line that is hung up. */
  readonly absence: 'empty' | 'hang-up';
}): DeviceTwin {
  const strikes = strikesOf(faultNames);
  let chip: Chip | null = null;
  let commands = 0;

  function place(next: Chip | null): void {
    chip = next;
    commands = 0;
    hangUpWithoutCard();
  }

  function hangUpWithoutCard(): void {
    if (chip !== null || parts.absence === 'empty') return;
    lines.hangUp();
  }

  /** Null is silence. */
  function answerTo(command: Uint8Array): Uint8Array | null {
    commands += 1;
    if (commands > commandsBeforeLift && strikes.strikes('lifted-mid-read')) place(null);
    if (chip === null) return empty;
    if (strikes.strikes('mute')) return null;
    if (strikes.strikes('memory-failure')) return memoryFailure;
    const answer = chip.answerTo(command);
    const isRecord = answer.length > memoryFailure.length && answer[0] !== applicationTemplate;
    return isRecord && strikes.strikes('broken-record') ? answer.with(1, 0xff) : answer;
  }

  /** Null where the protocol has no answer. */
  function reply(message: Uint8Array): Uint8Array | null {
    if (message.length !== 1) return answerTo(message);
    if (message[0] === controls.getAtr) return chip === null ? empty : atr;
    chip?.reset();
    return null;
  }

  const lines = twinLines(parts.clock, parts.baudRate, (wire, port) => talk(wire, port, reply));

  return {
    attach(port) {
      const detach = lines.attach(port);
      hangUpWithoutCard();
      return detach;
    },
    orders: ordersOf(place),
    faults: strikes.faults,
    setFault: strikes.setFault,
  };
}

function ordersOf(place: (next: Chip | null) => void): OrderBook {
  const names = Object.keys(demoChips);
  return {
    lay: {
      usage: names.join('|'),
      obey([name = '']) {
        if (!isDemoChip(name)) return `one of ${names.join(', ')}, please`;
        place(createChip(demoChips[name]));
        return null;
      },
    },
    lift: {
      usage: '',
      obey() {
        place(null);
        return null;
      },
    },
  };
}

/** First byte of what a selection says of itself. */
const applicationTemplate = 0x6f;

function talk(wire: PacedWire, port: Port, reply: (message: Uint8Array) => Uint8Array | null): Talk {
  const scanner = messageScanner();
  return {
    hear(chunk) {
      const messages = scanner.push(chunk);
      // Whoever speaks like this is no reader; the next connection may be one.
      if (messages === null) return void port.close();
      for (const message of messages) {
        const answer = reply(message);
        if (answer !== null) wire.push(encodeMessage(answer));
      }
    },
  };
}
