import type { Random } from '../../core/lib/random.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { LineFault } from './line-fault.ts';

/** What a spoilt line does, one after the other. */
export type LineMove =
  | { readonly do: 'send'; readonly bytes: Uint8Array }
  /** The device's own bytes wait; the kiosk's still come in. */
  | { readonly do: 'wait'; readonly ms: number }
  /** Nothing passes, either way. */
  | { readonly do: 'freeze'; readonly ms: number }
  | { readonly do: 'hang-up' };

export const stallMs = 5_000;
const delayMs = 400;
/** Shorter than any pause that a protocol takes for the end of an answer (50 ms for a scanner without terminator). */
const restMs = 30;
const mostNoiseBytes = 32;

/** Turns one whole answer into what a line with this fault makes of it. `answer` holds at least one byte. */
export function spoilt(answer: Uint8Array, { name, at }: LineFault, random: Random): readonly LineMove[] {
  const place = (otherwise: number) => at ?? otherwise;
  const anyByte = () => Math.min(at ?? random.below(answer.length), answer.length - 1);
  const middle = answer.length >> 1;
  switch (name) {
    case 'noise': {
      const from = place(0);
      return [send(answer.slice(0, from), noise(random), answer.slice(from))];
    }
    case 'stall':
      return around(answer, place(middle), { do: 'freeze', ms: stallMs });
    case 'half-frame':
      return [send(answer.slice(0, place(middle)))];
    case 'wrong-checksum':
      return [send(changed(answer, answer.length - 1, 1 + random.below(255)))];
    case 'unplug':
      return [send(answer.slice(0, place(middle))), { do: 'hang-up' }];
    case 'flip-bit':
      return [send(changed(answer, anyByte(), 1 << random.below(8)))];
    case 'delay':
      return [{ do: 'wait', ms: at ?? delayMs }, send(answer)];
    case 'drop':
      return [send(without(answer, anyByte()))];
    case 'duplicate':
      return [send(answer), send(answer)];
    case 'split':
      return around(answer, place(middle), { do: 'wait', ms: restMs });
    default:
      return unreachable(name);
  }
}

/** What the fault does at once, between answers; null for one that needs an answer to spoil. */
export function struckNow(name: LineFault['name'], random: Random): readonly LineMove[] | null {
  switch (name) {
    case 'noise':
      return [send(noise(random))];
    case 'stall':
      return [{ do: 'freeze', ms: stallMs }];
    case 'unplug':
      return [{ do: 'hang-up' }];
    default:
      return null;
  }
}

function around(answer: Uint8Array, place: number, move: LineMove): readonly LineMove[] {
  return [send(answer.slice(0, place)), move, send(answer.slice(place))];
}

function send(...pieces: readonly Uint8Array[]): LineMove {
  return { do: 'send', bytes: Uint8Array.from(pieces.flatMap((piece) => [...piece])) };
}

function noise(random: Random): Uint8Array {
  return Uint8Array.from({ length: 1 + random.below(mostNoiseBytes) }, () => random.below(256));
}

function changed(bytes: Uint8Array, at: number, bits: number): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ bits);
}

function without(bytes: Uint8Array, place: number): Uint8Array {
  return bytes.filter((_byte, at) => at !== place);
}
