import type { Clock } from '../../core/lib/clock.ts';
import type { Random } from '../../core/lib/random.ts';
import type { PacedWire } from '../paced-wire.ts';
import { strikesOf } from '../strikes.ts';
import { twinLines } from '../twin-lines.ts';
import type { DeviceTwin, Order, OrderBook } from '../twin.ts';
import { frameScanner } from './frame.ts';
import { virtualRadar } from './virtual-radar.ts';
import type { VirtualRadar } from './virtual-radar.ts';

export type PresenceRadarTwinDeps = {
  readonly clock: Clock;
  readonly random: Random;
  readonly baudRate: number;
  /** In engineering mode each report also says what every gate sees. */
  readonly isEngineering: boolean;
};

/** `bit-errors` turns one bit over in a report; `frozen` leaves out so many reports and answers nothing meanwhile. */
const twinFaults = ['bit-errors', 'frozen'] as const;
const reportMs = 100;

/** A radar that reports ten times a second what it was told to see. */
export function createPresenceRadarTwin(deps: PresenceRadarTwinDeps): DeviceTwin {
  const { clock, random, baudRate } = deps;
  const { strikes, isSet, faults, setFault } = strikesOf(twinFaults);
  const radar = virtualRadar(deps.isEngineering);

  function report(wire: PacedWire): void {
    if (strikes('frozen')) return;
    const frame = radar.report();
    if (frame !== null) wire.push(strikes('bit-errors') ? withWrongBit(frame, random) : frame);
  }

  const { attach } = twinLines(clock, baudRate, (wire) => {
    const scan = frameScanner();
    return {
      hear(chunk) {
        if (isSet('frozen')) return;
        for (const frame of scan(chunk).frames) {
          const answer = radar.answerTo(frame);
          if (answer !== null) wire.push(answer);
        }
      },
      end: every(clock, reportMs, () => report(wire)),
    };
  });

  return { attach, orders: ordersFor(radar), faults, setFault };
}

function withWrongBit(frame: Uint8Array, random: Random): Uint8Array {
  const at = random.below(frame.length);
  return frame.with(at, (frame[at] ?? 0) ^ (1 << random.below(8)));
}

function every(clock: Clock, intervalMs: number, act: () => void): () => void {
  let cancelNext = () => {};
  function next(): void {
    cancelNext = clock.after(intervalMs, () => {
      next();
      act();
    });
  }
  next();
  return () => cancelNext();
}

function ordersFor({ see }: VirtualRadar): OrderBook {
  return {
    stand: distanceOrder((distanceCm) => see({ target: 'still', distanceCm })),
    walk: distanceOrder((distanceCm) => see({ target: 'moving', distanceCm })),
    leave: {
      usage: '',
      obey() {
        see({ target: 'none' });
        return null;
      },
    },
  };
}

/** As far as the radar sees. */
const maxCm = 600;

function distanceOrder(act: (distanceCm: number) => void): Order {
  return {
    usage: '<cm>',
    obey([word = '']) {
      if (!/^\d{1,3}$/.test(word) || Number(word) > maxCm) return `a distance from 0 to ${maxCm} cm, please`;
      act(Number(word));
      return null;
    },
  };
}
