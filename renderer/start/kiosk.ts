import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Act } from '../customer/act.ts';
import { spokenOrder } from '../customer/spoken-order.ts';
import type { Link } from '../wires/web-socket.ts';
import type { Machine } from './machine.ts';
import { createOutOfService } from './out-of-service.ts';
import { feltAfterMs } from './patient-display.ts';
import { serviceScreen } from '../customer/service-screens.ts';
import type { Speech } from './speech.ts';
import type { Visits } from './visits.ts';

/** The kiosk as its page sees it: visits while the machine is there, and what to do while it is not. */
export type Kiosk = {
  readonly screen: ReadonlySignal<Screen>;
  readonly act: (act: Act) => void;
  /** A bug has shown itself: staff are told, and the page begins anew. */
  readonly crash: () => void;
};

export type KioskParts = {
  readonly clock: Clock;
  readonly machine: Pick<Machine, 'host' | 'link' | 'ask'>;
  readonly speech: Speech;
  /**
   * Opens the queue and begins to receive customers; null when this machine cannot serve. `isOut`: the visit was cut
   * off and goes on behind another screen, whose voice and language it must leave alone.
   */
  readonly openVisits: (speech: Speech, isOut: () => boolean) => Promise<Visits | null>;
  /** The voice and the language are as for a new customer (I9). */
  readonly forget: () => void;
  /** Begins anew from the start of the page: nothing of a broken visit survives. */
  readonly restart: () => void;
};

/** A host that is back sooner than this has been missed by nobody. */
const missedAfterMs = 3_000;
/** Long enough to read what to do, short enough for the next customer. */
const restartAfterMs = 10_000;

/** Comparing two stores of a whole day takes seconds on the slowest machine. */
const openWithinMs = 60_000;

type Phase =
  | { readonly at: 'connecting' }
  | { readonly at: 'opening' }
  | { readonly at: 'running'; readonly visits: Visits }
  | { readonly at: 'out'; readonly why: 'out' | 'interrupted' };

export function runKiosk({ clock, machine, speech, openVisits, forget, restart }: KioskParts): Kiosk {
  const { host, link } = machine;
  const phase = signal<Phase>({ at: 'connecting' });
  const screen = computed(() => {
    const now = phase.value;
    if (now.at === 'running') return now.visits.screen.value;
    return serviceScreen(now.at === 'out' ? now.why : 'starting', link.value === 'up');
  });
  const isOut = () => phase.peek().at === 'out';
  const sayScreen = () => speech.say(spokenOrder(screen.peek()));
  const outOfService = createOutOfService({ clock, machine, forget, sayScreen });

  function goOut(staffCall?: { readonly silent: boolean }): void {
    if (isOut()) return;
    if (staffCall !== undefined) void host.invoke('staff.call', { reason: 'device', ...staffCall });
    const isInVisit = phase.peek().at === 'running' && screen.peek().id !== 'idle';
    phase.value = { at: 'out', why: isInVisit ? 'interrupted' : 'out' };
    sayScreen();
    if (isInVisit) outOfService.attend();
    if (link.peek() === 'up') clock.after(restartAfterMs, restart);
  }

  async function open(): Promise<void> {
    phase.value = { at: 'opening' };
    // A visit that was cut off must not go on talking behind the screen that says so.
    const say: Speech['say'] = (lines) => isOut() || speech.say(lines);
    const isOpening = () => phase.peek().at === 'opening';
    clock.after(feltAfterMs, () => isOpening() && sayScreen());
    // A store or a lock that never answers must not leave a customer before a screen that says "please wait".
    clock.after(openWithinMs, () => isOpening() && goOut({ silent: true }));
    const visits = await openVisits({ ...speech, say }, isOut).catch(() => null);
    if (visits === null) goOut({ silent: true });
    else if (isOpening()) phase.value = { at: 'running', visits };
  }

  function comeUp(): void {
    const { at } = phase.peek();
    if (at === 'connecting') void open();
    if (at === 'running') void machine.ask();
    if (at === 'out') restart();
  }

  watchLink(link, clock, comeUp, () => goOut());
  return {
    screen,
    act(what) {
      if (isOut()) outOfService.attend();
      if (what.did === 'tune-voice') speech.tune(what.to);
      const now = phase.peek();
      if (now.at === 'running') return now.visits.act(what);
      return what.did === 'ask' ? outOfService.answer(what.for) : undefined;
    },
    crash: () => goOut({ silent: false }),
  };
}

function watchLink(link: ReadonlySignal<Link>, clock: Clock, onUp: () => void, onMissed: () => void): void {
  let stopMissing = () => {};
  link.subscribe((now) => {
    stopMissing();
    if (now === 'up') onUp();
    else stopMissing = clock.after(missedAfterMs, onMissed);
  });
}
