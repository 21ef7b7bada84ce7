import type { Clock } from '../../core/lib/clock.ts';
import { chunkings } from '../paced-wire.ts';
import type { Chunking } from '../paced-wire.ts';
import { twinLines } from '../twin-lines.ts';
import type { DeviceTwin } from '../twin.ts';
import { baudRateIn, commandIn, encodeAnswer, isRadioLimit, samCommands } from './codec.ts';
import type { SamCommand } from './codec.ts';
import { frameScanner } from './frame.ts';
import { createTwinFaults, twinFaults } from './twin-faults.ts';
import { twinOrders } from './twin-orders.ts';
import { virtualSam } from './virtual-sam.ts';
import type { FingerprintBytes, VirtualSam } from './virtual-sam.ts';

export type IdCardTwin = DeviceTwin & Pick<VirtualSam, 'lay' | 'lift'>;

export type IdCardTwinDeps = {
  readonly clock: Clock;
  readonly baudRate: number;
  /**
   * `fingerprint` = `0|512|1024` bytes in answers to 30 10; `sticky` = `on`; `chunks` = `byte|paced|whole`;
   * `latency` = milliseconds before every answer.
   */
  readonly options?: Readonly<Record<string, string>>;
};

/** How the twin behaves beside its faults. */
export type Habits = { isSticky: boolean; chunking: Chunking; readonly latencyMs: Map<SamCommand, number> };

/** A virtual SAM_V reader: real bytes, at the pace of its line (8N1). */
export function createIdCardTwin({ clock, baudRate, options = {} }: IdCardTwinDeps): IdCardTwin {
  const habits = habitsOf(options);
  const faults = createTwinFaults();
  const sam = virtualSam(faults, fingerprintOf(options['fingerprint']), () => habits.isSticky);

  function answerTo(body: Uint8Array): Uint8Array {
    const command = commandIn(body);
    if (faults.strikes('silent', command)) return silence;
    const sw3 = faults.forcedSw3(command);
    if (sw3 !== null) return encodeAnswer(sw3);
    const isSetting = baudRateIn(body) !== null || isRadioLimit(body);
    return faults.spoil(sam.answerTo(isSetting ? 'setting' : command), command);
  }

  /** Plugged in anew it starts at its first speed. */
  const { attach } = twinLines(clock, baudRate, (wire) => {
    const scanner = frameScanner(commandLength);
    function answer(body: Uint8Array): void {
      const command = commandIn(body);
      wire.push(answerTo(body), command === null ? 0 : (habits.latencyMs.get(command) ?? 0), habits.chunking);
      // The answer itself still goes out at the old speed.
      const newBaudRate = baudRateIn(body);
      if (newBaudRate !== null) wire.setBaudRate(newBaudRate);
    }
    return {
      hear(chunk) {
        const { bodies, refused } = scanner.push(chunk);
        if (refused > 0 && bodies.length === 0) wire.push(encodeAnswer(0x10), 0, habits.chunking);
        for (const body of bodies) answer(body);
      },
    };
  });

  return {
    attach,
    lay: sam.lay,
    lift: sam.lift,
    orders: twinOrders(sam, habits),
    faults: twinFaults,
    setFault: faults.set,
  };
}

/** Lengths a command may count: its two bytes and the checksum, and a little data. */
const commandLength = { min: 3, max: 16 } as const;
const silence = new Uint8Array(0);

function habitsOf(options: Readonly<Record<string, string>>): Habits {
  const latencyMs = Number(options['latency'] ?? 0);
  const names = Object.keys(samCommands) as SamCommand[];
  return {
    isSticky: options['sticky'] === 'on',
    chunking: chunkings.find((name) => name === options['chunks']) ?? 'paced',
    latencyMs: new Map(latencyMs > 0 ? names.map((name) => [name, latencyMs]) : []),
  };
}

function fingerprintOf(option: string | undefined): FingerprintBytes {
  return ([512, 1024] as const).find((bytes) => String(bytes) === option) ?? 0;
}
