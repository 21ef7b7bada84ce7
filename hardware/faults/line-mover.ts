import type { Clock } from '../../core/lib/clock.ts';
import { oneAtATime } from '../../core/lib/one-at-a-time.ts';
import type { Result } from '../../core/lib/result.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { PortSignals } from '../port-signals.ts';
import type { Port, PortTrouble } from '../port.ts';
import type { LineMove } from './spoil.ts';

/** Performs what a spoilt line does; whatever else is said waits its turn. */
export type LineMover = {
  readonly act: (moves: readonly LineMove[]) => Promise<void>;
  readonly say: (bytes: Uint8Array, deadlineMs: number) => Promise<Result<void, PortTrouble>>;
  /** What comes in: to `signals` at once, or when the line thaws. */
  readonly hear: (chunk: Uint8Array) => void;
};

const writeDeadlineMs = 1_000;

export function lineMover(port: Port, signals: PortSignals, clock: Clock): LineMover {
  const inTurn = oneAtATime();
  const incoming = frostGate(signals.emit);

  async function perform(move: LineMove): Promise<void> {
    switch (move.do) {
      case 'send':
        if (move.bytes.length > 0) await port.write(move.bytes, writeDeadlineMs);
        return;
      case 'wait':
        return rest(move.ms, clock, port);
      case 'freeze':
        incoming.freeze();
        await rest(move.ms, clock, port);
        return incoming.thaw();
      case 'hang-up':
        return port.close();
      default:
        return unreachable(move);
    }
  }

  return {
    async act(moves) {
      // What stops the kiosk's bytes stops them at once; the device's own wait for their turn.
      if (moves[0]?.do === 'freeze') incoming.freeze();
      await inTurn(async () => {
        for (const move of moves) await perform(move);
      });
    },
    say: (bytes, deadlineMs) => inTurn(() => port.write(bytes, deadlineMs)),
    hear: incoming.pass,
  };
}

/** Ends with the line, so that nothing is left waiting. */
function rest(ms: number, clock: Clock, { onClosed }: Pick<Port, 'onClosed'>): Promise<void> {
  return new Promise((done) => {
    function end(): void {
      stopTimer();
      stopWatching();
      done();
    }
    const stopTimer = clock.after(ms, end);
    // Last: a line that is closed already answers at once.
    let stopWatching = () => {};
    stopWatching = onClosed(end);
  });
}

/** A frozen line holds no more than this of what comes in: the rest is lost, as in a full buffer. */
const mostHeldBytes = 65_536;

/** Lets bytes in, or holds them back while the line is frozen. */
function frostGate(emit: (chunk: Uint8Array) => void) {
  let held: Uint8Array[] | null = null;
  return {
    pass(chunk: Uint8Array): void {
      if (held === null) emit(chunk);
      else if (sizeOf(held) + chunk.length <= mostHeldBytes) held.push(chunk);
    },
    freeze(): void {
      held ??= [];
    },
    thaw(): void {
      const chunks = held ?? [];
      held = null;
      for (const chunk of chunks) emit(chunk);
    },
  };
}

function sizeOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
