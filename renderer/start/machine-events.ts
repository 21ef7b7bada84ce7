import type { ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import type { Send } from '../../core/journeys/runner.ts';
import type { Event } from '../../core/journeys/visit.ts';
import type { Clock, Day } from '../../core/lib/clock.ts';
import { printTroubles, type PrintTrouble } from '../../core/slips/slip.ts';
import type { Link } from '../wires/web-socket.ts';
import { cardEventOf, pressureEventOf } from './customer-events.ts';

export type MachineEventParts = {
  readonly host: Host;
  readonly link: ReadonlySignal<Link>;
  readonly clock: Clock;
  readonly hasPressureMonitor: ReadonlySignal<boolean>;
  readonly today: () => Day;
  readonly isIdle: () => boolean;
};

/** Whatever the devices tell, in the journey's words. */
export function hearMachine(parts: MachineEventParts, send: Send): void {
  const { host, link, clock, hasPressureMonitor, today, isIdle } = parts;
  host.on('card', (event) => send(cardEventOf(event, today())));
  host.on('device', ({ device, state, cause }) => {
    if (device === 'receipt-printer')
      send({ type: 'PRINTER_HELD', cause: state === 'busy' ? heldBy(cause) : null });
  });
  host.on('presence', ({ presence }) => {
    // A sensor that says nothing has not seen anybody go.
    if (presence !== 'unknown') send({ type: presence === 'came' ? 'APPROACHED' : 'WALKED_AWAY' });
  });
  host.on('blood-pressure', (event) => {
    send(pressureEventOf(event, new Date(clock.nowMs()).toISOString()));
  });
  hasPressureMonitor.subscribe((isThere) => {
    if (!isThere) send({ type: 'PRESSURE_FAILED', trouble: 'monitor-missing' });
  });
  link.subscribe((now) => {
    if (now === 'up') void cardNow(host, today(), isIdle()).then((seen) => seen.forEach(send));
  });
}

/** What befell a card while nobody listened: before this page was there, or in a break of the line. */
async function cardNow(host: Host, today: Day, isIdle: boolean): Promise<readonly Event[]> {
  const told = await host.invoke('card.now', {});
  if (!told.ok) return [];
  const { event } = told.value;
  if (event === null) return [{ type: 'CARD_LIFTED' }];
  if (event.state !== 'trouble') return [cardEventOf(event, today)];
  // Whoever is in a visit has heard of it.
  return isIdle ? [{ type: 'CARD_LAID' }, cardEventOf(event, today)] : [];
}

/** Silence holds nothing: many printers do not answer while they print. */
function heldBy(cause: string | null): PrintTrouble | null {
  const trouble = printTroubles.find((known) => known === cause) ?? null;
  return trouble === 'printer-silent' ? null : trouble;
}
