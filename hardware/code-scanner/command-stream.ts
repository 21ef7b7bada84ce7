import { joined } from '../joined.ts';
import { commandAtStart } from './codec.ts';
import type { ScannerCommand } from './codec.ts';

/**
 * What an engine understands of the bytes it is sent: intact commands, also behind noise. After a frame that proves
 * wrong it goes on one byte further, because the good one may have begun inside. Holds one frame at most.
 */
export function commandStream(): (chunk: Uint8Array) => readonly ScannerCommand[] {
  let held: Uint8Array = new Uint8Array(0);

  return (chunk) => {
    held = joined(held, chunk);
    const commands: ScannerCommand[] = [];
    let at = 0;
    while (at < held.length) {
      const found = commandAtStart(held.subarray(at));
      if (found.is === 'incomplete') break;
      if (found.is === 'frame' && found.content !== null) {
        commands.push(found.content);
        at += found.byteCount;
      } else {
        at += 1;
      }
    }
    held = held.slice(at);
    return commands;
  };
}
