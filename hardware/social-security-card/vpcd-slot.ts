import type { Clock } from '../../core/lib/clock.ts';
import { err, ok } from '../../core/lib/result.ts';
import { keepLine } from '../line-keeper.ts';
import type { Port, PortOpener, PortTrouble } from '../port.ts';
import type { ApduChannel, CardSlot, SlotEvent } from './card-slot.ts';
import { messenger } from './vpcd-messenger.ts';
import type { Messenger } from './vpcd-messenger.ts';
import { controls } from './vpcd.ts';

/** How often a reader looks whether a card is in. */
const lookMs = 300;
const lookDeadlineMs = 1_000;

/** A chip card reader that stands at the other end of a line and speaks the virtual reader's protocol. */
export function createVpcdSlot({
  open,
  clock,
}: {
  readonly open: PortOpener;
  readonly clock: Clock;
}): CardSlot {
  let onEvent: (event: SlotEvent) => void = () => {};
  let cancelLook = () => {};
  const line = keepLine({
    open,
    clock,
    onUp(port) {
      onEvent({ type: 'up' });
      void look(messenger(port, clock), port, false);
    },
    onDown(cause) {
      cancelLook();
      onEvent(downEvent(cause));
    },
  });

  /** Again and again, for as long as the connection lives. */
  async function look(messages: Messenger, port: Port, wasIn: boolean): Promise<void> {
    const atr = await messages.ask(Uint8Array.of(controls.getAtr), lookDeadlineMs);
    // Out of step, or hung up already: a new connection starts afresh.
    if (atr === null) return port.close();
    const isIn = atr.length > 0;
    if (wasIn && !isIn) onEvent({ type: 'removed' });
    if (isIn && !wasIn) {
      await messages.tell(Uint8Array.of(controls.on));
      onEvent({ type: 'inserted', channel: channelOver(messages) });
    }
    cancelLook = clock.after(lookMs, () => void look(messages, port, isIn));
  }

  return {
    start(listener) {
      onEvent = listener;
      line.start();
    },
    async stop() {
      onEvent = () => {};
      cancelLook();
      await line.stop();
    },
  };
}

function downEvent(cause: PortTrouble): SlotEvent {
  return cause === 'gone'
    ? { type: 'down', state: 'no-device', cause: 'reader-missing' }
    : { type: 'down', state: 'offline', cause: 'reader-silent' };
}

function channelOver(messages: Messenger): ApduChannel {
  return {
    async transmit(command, deadlineMs) {
      const answer = await messages.ask(command, deadlineMs);
      if (answer === null) return err('silent');
      return answer.length === 0 ? err('removed') : ok(answer);
    },
  };
}
