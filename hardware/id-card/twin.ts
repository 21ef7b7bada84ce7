import type { Clock } from '../../core/lib/clock.ts';
import type { Port } from '../port.ts';
import { commandIn, encodeAnswer } from './codec.ts';
import { frameScanner } from './frame.ts';
import { pacedWriter } from './paced-writer.ts';
import { virtualSam } from './virtual-sam.ts';
import type { VirtualSam } from './virtual-sam.ts';

export type IdCardTwin = Omit<VirtualSam, 'answerTo'> & {
  /** Answers on this connection until it closes or the returned function is called. */
  readonly attach: (port: Port) => () => void;
};

export type IdCardTwinDeps = { readonly clock: Clock; readonly baudRate: number };

/** A virtual SAM_V reader: real bytes, at the pace of `baudRate` (8N1, ten bits a byte). */
export function createIdCardTwin({ clock, baudRate }: IdCardTwinDeps): IdCardTwin {
  const sam = virtualSam();

  function attach(port: Port): () => void {
    const scanner = frameScanner(commandLength);
    const writer = pacedWriter(port, clock, baudRate);
    const stopHearing = port.onBytes((chunk) => {
      const { bodies, refused } = scanner.push(chunk);
      writer.received(chunk.length);
      if (refused > 0 && bodies.length === 0) writer.send(damagedCommand);
      for (const body of bodies) writer.send(sam.answerTo(commandIn(body)));
    });
    function detach(): void {
      stopHearing();
      writer.stop();
    }
    port.onClosed(detach);
    return detach;
  }

  return { attach, lay: sam.lay, lift: sam.lift, setFault: sam.setFault };
}

/** Lengths a command may count: its two bytes and the checksum, and a little data. */
const commandLength = { min: 3, max: 16 } as const;
const damagedCommand = encodeAnswer({ sw3: 0x10, data: new Uint8Array(0) });
