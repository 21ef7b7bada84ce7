import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import type { ApduChannel, CardSlot, SlotEvent } from '../../hardware/social-security-card/card-slot.ts';
import { oneReader } from './one-reader.ts';
import type { PcscChild, PcscEvent } from './pcsc-child.ts';

/** Starts a PC/SC process whose events go to the listener. */
export type ForkPcsc = (onEvent: (event: PcscEvent) => void) => PcscChild;

/** The service is started again by the system's own service manager, our process by ourselves; so long later is early enough. */
const againMs = 2_000;
/** PC/SC tells its troubles in words only; [measured] with smartcard 3.7.0 when pcscd is off and when it dies. */
const serviceLost = /service not running|service stopped|communication error/i;
/** In the reader, and no answer to reset that PC/SC can do anything with. */
const cardMute = /unresponsive|not supported|unpowered|protocol mismatch/i;
const cardRemoved = /removed/i;

/** The readers of PC/SC, told as one; a card in a second reader waits for nobody. */
export function createPcscSlot({
  fork,
  clock,
}: {
  readonly fork: ForkPcsc;
  readonly clock: Clock;
}): CardSlot {
  let stopRun = () => {};
  return {
    start(onEvent) {
      stopRun();
      stopRun = runPcsc(fork, clock, onEvent);
    },
    async stop() {
      stopRun();
      stopRun = () => {};
    },
  };
}

/** Returns how to stop; nothing is told afterwards. */
function runPcsc(fork: ForkPcsc, clock: Clock, onEvent: (event: SlotEvent) => void): () => void {
  let child: PcscChild | null = null;
  let cancelAgain: (() => void) | null = null;
  let readers = oneReader(onEvent);
  let isStopped = false;

  function begin(): void {
    const fresh: PcscChild = fork((event) => fresh === child && hear(fresh, event));
    child = fresh;
  }

  function down(state: 'no-device' | 'offline', cause: string): void {
    readers = oneReader(onEvent);
    onEvent({ type: 'down', state, cause });
  }

  /** At most one attempt waits: PC/SC complains of a missing service every second, which must not put it off. */
  function again(): void {
    cancelAgain ??= clock.after(againMs, () => {
      cancelAgain = null;
      if (child === null) begin();
      else child.watch();
    });
  }

  function hear(from: PcscChild, event: PcscEvent): void {
    switch (event.kind) {
      case 'not-loadable':
        child = null;
        return down('no-device', 'pcsc-not-loadable');
      case 'ready':
        down('no-device', 'reader-missing');
        return from.watch();
      case 'exited':
        child = null;
        down('offline', 'pcsc-ended');
        return again();
      case 'error':
        if (cardMute.test(event.message)) return readers.mute();
        if (!serviceLost.test(event.message)) return;
        down('offline', 'pcsc-service-missing');
        return again();
      default:
        return readers.take(event, channelTo(from, event.reader, clock));
    }
  }

  begin();
  return () => {
    if (isStopped) return;
    isStopped = true;
    cancelAgain?.();
    const last = child;
    child = null;
    last?.kill();
  };
}

function channelTo(child: PcscChild, reader: string, clock: Clock): ApduChannel {
  return {
    transmit(command, deadlineMs) {
      return new Promise((settle) => {
        const stopWaiting = clock.after(deadlineMs, () => {
          settle(err('silent'));
          // The process hangs in a call to the service: only another one will get out of it.
          child.kill();
        });
        void child.transmit(reader, command).then((answer) => {
          stopWaiting();
          if (!answer.ok) return settle(err(cardRemoved.test(answer.error) ? 'removed' : 'failed'));
          // What pcscd answers for a card that goes away under a command.
          settle(answer.value.length === 0 ? err('removed') : ok(answer.value));
        });
      });
    },
  };
}
