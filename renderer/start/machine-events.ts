import type { ReadonlySignal } from '@preact/signals';
import type { Host } from '../../core/contract/host.ts';
import type { CardTrouble } from '../../core/identity/id-card.ts';
import type { Send } from '../../core/journeys/runner.ts';
import type { Event } from '../../core/journeys/visit.ts';
import type { Clock, Day } from '../../core/lib/clock.ts';
import { printTroubles } from '../../core/slips/slip.ts';
import type { Link } from '../wires/web-socket.ts';
import { cardEventOf, pressureEventOf } from './customer-events.ts';

export type MachineEventParts = {
  readonly host: Host;
  readonly link: ReadonlySignal<Link>;
  readonly clock: Clock;
  readonly hasPressureMonitor: ReadonlySignal<boolean>;
  readonly readerTrouble: ReadonlySignal<CardTrouble | null>;
  readonly today: () => Day;
  readonly isIdle: () => boolean;
};

/** Whatever the devices tell, in the journey's words. */
export function hearMachine(parts: MachineEventParts, send: Send): void {
  const { host, link, clock, hasPressureMonitor, readerTrouble, today, isIdle } = parts;
  host.on('card', (event) => send(cardEventOf(event, today())));
  host.on('device', ({ device, state, cause }) => {
    if (device !== 'receipt-printer') return;
    const held = printTroubles.find((known) => known === cause);
    if (cause === null) send({ type: 'PRINTER_HELD', cause: null });
    // Silence holds nothing: many printers do not answer while they print.
    if (state === 'busy' && held !== undefined && held !== 'printer-silent')
      send({ type: 'PRINTER_HELD', cause: held });
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
  readerTrouble.subscribe((trouble) => {
    send(trouble === null ? { type: 'READER_BACK' } : { type: 'CARD_TROUBLED', trouble });
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
