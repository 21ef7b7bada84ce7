import iconv from 'iconv-lite';
import type { Clock } from '../../core/lib/clock.ts';
import { joined } from '../joined.ts';
import type { PacedWire } from '../paced-wire.ts';
import { strikesOf } from '../strikes.ts';
import { twinLines } from '../twin-lines.ts';
import type { DeviceTwin, Order } from '../twin.ts';
import { encodeAnswer } from './codec.ts';
import type { ScannerCommand } from './codec.ts';
import { commandStream } from './command-stream.ts';
import { terminators } from './models.ts';
import type { ScannerOptions } from './models.ts';
import { scanEngine } from './scan-engine.ts';

export type CodeScannerTwinDeps = {
  readonly clock: Clock;
  readonly baudRate: number;
  readonly options: ScannerOptions;
  /** In which encoding it sends what is not ASCII. */
  readonly encoding: 'utf8' | 'gb18030';
};

/** `bad-crc` spoils answers; `silent` swallows answers and codes. */
const twinFaults = ['bad-crc', 'silent'] as const;

/** A scanner that reads by itself (`scan`), or what is held before it when it is triggered (`show`). */
export function createCodeScannerTwin({
  clock,
  baudRate,
  options,
  encoding,
}: CodeScannerTwinDeps): DeviceTwin {
  const { strikes, faults, setFault } = strikesOf(twinFaults);
  const engine = scanEngine(clock, options, scan);
  const lines = twinLines(clock, baudRate, (wire) => {
    const commandsIn = commandStream();
    return {
      hear(chunk) {
        if (options.model === 'line') return;
        for (const command of commandsIn(chunk)) answer(command, wire);
      },
    };
  });

  function scan(text: string): void {
    if (strikes('silent')) return;
    lines.send(joined(iconv.encode(text, encoding), Uint8Array.from(terminators[engine.tail()])));
  }

  function answer(command: ScannerCommand, wire: PacedWire): void {
    if (strikes('silent')) return;
    const whole = encodeAnswer({ type: 0, data: engine.obey(command) });
    wire.push(strikes('bad-crc') ? whole.with(-1, (whole.at(-1) ?? 0) ^ 0xff) : whole);
  }

  return {
    attach: lines.attach,
    orders: {
      scan: textOrder(scan),
      show: textOrder(engine.show),
      hide: {
        usage: '',
        obey: () => {
          engine.show(null);
          return null;
        },
      },
    },
    faults,
    setFault,
  };
}

function textOrder(act: (text: string) => void): Order {
  return {
    usage: '<text>',
    obey(words) {
      if (words.length === 0) return 'a text, please';
      act(words.join(' '));
      return null;
    },
  };
}
