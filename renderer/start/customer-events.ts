import type { BloodPressureEvent } from '../../core/devices/blood-pressure.ts';
import type { CardEvent } from '../../core/identity/id-card.ts';
import type { Event } from '../../core/journeys/visit.ts';
import type { Day } from '../../core/lib/clock.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Act } from '../customer/act.ts';

/** What an act means to the journey; null for what the glass settles itself (the voice, the repetition). */
export function eventOf(act: Act, today: Day, newId: () => string): Event | null {
  const by = 'customer';
  switch (act.did) {
    case 'touch':
      return { type: 'TOUCHED', by };
    case 'choose':
      return { type: 'CHOSEN', choice: act.choice, by, today, newId: newId() };
    case 'choose-language':
      return { type: 'LANGUAGE_CHOSEN', language: act.language, by };
    case 'press-digit':
      return { type: 'DIGIT_PRESSED', digit: act.digit, by };
    case 'press-letters':
      return { type: 'DIGIT_PRESSED', digit: act.key, by };
    case 'erase-digit':
      return { type: 'DIGIT_ERASED', by };
    case 'enter-digits':
      return { type: 'DIGITS_ENTERED', by, today };
    case 'write-character':
      return { type: 'CHARACTER_WRITTEN', character: act.character, by };
    case 'erase-character':
      return { type: 'CHARACTER_ERASED', by };
    case 'enter-writing':
      return { type: 'WRITING_ENTERED', by };
    case 'turn-page':
      return { type: 'PAGE_TURNED', by, direction: act.direction };
    case 'ask':
      return askedEvent(act.for);
    case 'stir':
    case 'tune-voice':
    case 'choose-dialect':
    case 'change-look':
    case 'change-hearing':
    case 'ask-aids':
    case 'leave-aids':
      return null;
    default:
      return unreachable(act);
  }
}

function askedEvent(asked: Extract<Act, { did: 'ask' }>['for']): Event | null {
  switch (asked) {
    case 'back':
      return { type: 'BACK_ASKED' };
    case 'where':
      return { type: 'WHERE_ASKED' };
    case 'person':
      return { type: 'PERSON_ASKED' };
    case 'repeat':
      return null;
    default:
      return unreachable(asked);
  }
}

/** What the card reader reports, in the journey's words. */
export function cardEventOf(event: CardEvent, today: Day): Event {
  switch (event.state) {
    case 'laid':
      return { type: 'CARD_LAID' };
    case 'read':
      return { type: 'CARD_READ', card: event.card, today };
    case 'trouble':
      return { type: 'CARD_TROUBLED', trouble: event.trouble };
    case 'lifted':
      return { type: 'CARD_LIFTED' };
    default:
      return unreachable(event);
  }
}

/** @param measuredAt ISO 8601 UTC, by the kiosk's clock: the monitor's own is nobody's to trust */
export function pressureEventOf(event: BloodPressureEvent, measuredAt: string): Event {
  return event.outcome === 'measured'
    ? { type: 'PRESSURE_MEASURED', reading: event.reading, measuredAt }
    : { type: 'PRESSURE_FAILED', trouble: event.trouble };
}
