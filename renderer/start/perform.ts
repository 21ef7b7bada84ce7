import type { Input, KioskFacts } from '../../core/contract/calls.ts';
import type { Failure, Host } from '../../core/contract/host.ts';
import type { CardTrouble } from '../../core/identity/id-card.ts';
import type { Send } from '../../core/journeys/runner.ts';
import type { Effect, Event } from '../../core/journeys/visit.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { readingSlip } from '../../core/slips/reading-slip.ts';
import { slipOf } from '../../core/slips/slip-of.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Outbox } from '../../sync/outbox/outbox.ts';
import { withGlyphs } from './slip-glyphs.ts';

/** What a visit works on. */
export type Doors = {
  readonly host: Host;
  readonly clock: Pick<Clock, 'after'>;
  readonly facts: KioskFacts;
  readonly outbox: Pick<Outbox, 'accept'>;
  readonly isOnline: () => boolean;
  readonly readerTrouble: () => CardTrouble | null;
  readonly language: () => Language;
  readonly setLanguage: (language: Language) => void;
  /** Speaks the present screen. */
  readonly speak: () => void;
  /** Resolves when the first sentence of what is being said has been heard or was stopped. */
  readonly firstLine: () => Promise<void>;
  /** Defaults again, and nothing personal left in the page. */
  readonly forget: () => void;
};

type Do<K extends Effect['do']> = Extract<Effect, { readonly do: K }>;

/** Carries out what the journey has decided; what comes of it goes back as an event. */
export function createPerformer(doors: Doors): (effect: Effect, send: Send) => void {
  return (effect, send) => {
    switch (effect.do) {
      case 'accept':
        return void accept(doors, effect).then(send);
      case 'park':
        return void park(doors, effect);
      case 'print':
        return void print(doors, effect).then(send);
      case 'printReading':
        return void printReading(doors, effect).then(send);
      case 'callPerson':
        return void doors.host.invoke('staff.call', { reason: effect.reason, silent: effect.silent });
      case 'setLanguage':
        return doors.setLanguage(effect.language);
      case 'endVisit':
        doors.forget();
        return void doors.host.invoke('visit.ended', {});
      case 'lookAtReader': {
        const trouble = doors.readerTrouble();
        return trouble === null ? undefined : send({ type: 'CARD_TROUBLED', trouble });
      }
      case 'speak':
        return doors.speak();
      default:
        return unreachable(effect);
    }
  };
}

async function accept({ outbox, language }: Doors, { record }: Do<'accept'>): Promise<Event> {
  const { transactionId } = record;
  const start = performance.now();
  const accepted = await outbox.accept({ ...record, language: language() });
  if (!accepted.ok) return { type: 'ACCEPT_FAILED', transactionId, reason: accepted.error.code };
  // The browser's own record of how long a customer waited for "accepted"; the number is no personal data.
  performance.measure('accept', { start, detail: { slipNumber: accepted.value.slipNumber } });
  return { type: 'ACCEPTED', transactionId, acceptance: accepted.value };
}

/** Nobody waits for it; what cannot be kept is for staff to hear of, while the customer may still be near. */
async function park({ outbox, host, language }: Doors, { record }: Do<'park'>): Promise<void> {
  const kept = await outbox.accept({ ...record, language: language() });
  if (!kept.ok) await host.invoke('staff.call', { reason: 'accept-failed', silent: true });
}

async function print(doors: Doors, { work, acceptance, attempt, copy }: Do<'print'>): Promise<Event> {
  const { facts, language, isOnline } = doors;
  const slip = slipOf(work, acceptance, { ...facts, online: isOnline() }, language(), copy);
  return printed(doors, { transactionId: work.transactionId, attempt, slip: await withGlyphs(slip) });
}

async function printReading(
  doors: Doors,
  { printId, reading, measuredAt }: Do<'printReading'>,
): Promise<Event> {
  const slip = readingSlip(reading, measuredAt, doors.facts, doors.language());
  return printed(doors, { transactionId: printId, attempt: 1, slip: await withGlyphs(slip) });
}

/** Only the host's own word that nothing began is "not printed"; everything else may lie in the tray (I8). */
async function printed(doors: Doors, order: Input<'printer.print'>): Promise<Event> {
  const { transactionId, attempt } = order;
  await usefulWords(doors);
  const reply = await orderPrint(doors, order);
  const ended = (outcome: Extract<Event, { type: 'PRINT_ENDED' }>['outcome']): Event => ({
    type: 'PRINT_ENDED',
    transactionId,
    attempt,
    outcome,
  });
  if (reply.ok) {
    // A name with a hole in it: staff write it in by hand.
    const isIncomplete = reply.value.outcome === 'printed' && reply.value.missingCharacters !== undefined;
    if (isIncomplete) void doors.host.invoke('staff.call', { reason: 'device', silent: true });
    return ended(reply.value);
  }
  return ended(
    reply.error.code === 'disk-error'
      ? { outcome: 'not-printed', reason: 'printer-fault' }
      : { outcome: 'unknown' },
  );
}

/** The printer drowns the voice, so the sentence that says what it prints comes first; but paper waits for no slow voice. */
export const wordsBeforePrintMs = 5_000;

/** The journey speaks in the same moment in which it prints: by now the screen is being said. */
function usefulWords({ clock, firstLine }: Doors): Promise<void> {
  return new Promise((settle) => {
    const stopWaiting = clock.after(wordsBeforePrintMs, settle);
    void firstLine().then(() => {
      stopWaiting();
      settle();
    });
  });
}

const waitMs = 2_000;
const mostOrders = 4;

/** The machine prints an attempt once however often it is ordered, so a lost answer is asked for again. */
async function orderPrint({ host, clock }: Doors, order: Input<'printer.print'>) {
  let reply = await host.invoke('printer.print', order);
  for (let orders = 1; orders < mostOrders && !reply.ok && isLost(reply.error.code); orders += 1) {
    await new Promise<void>((waited) => void clock.after(waitMs, waited));
    reply = await host.invoke('printer.print', order);
  }
  return reply;
}

function isLost(code: Failure<'printer.print'>['code']): boolean {
  return code === 'host-unreachable' || code === 'host-silent' || code === 'host-too-slow';
}
