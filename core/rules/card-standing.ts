import type { IdCard } from '../identity/id-card.ts';
import type { Day } from '../lib/clock.ts';
import { daysBetween } from '../lib/day.ts';

/** How long before its end a card is called to the customer's mind. */
export const expiresSoonDays = 90;

/** Whether a card proves identity level I1 today. The last valid day still counts. */
export function cardStanding(
  card: Pick<IdCard, 'validUntil'>,
  today: Day,
): 'valid' | 'expires-soon' | 'expired' {
  if (card.validUntil === 'long-term') return 'valid';
  const daysLeft = daysBetween(today, card.validUntil);
  if (daysLeft < 0) return 'expired';
  return daysLeft <= expiresSoonDays ? 'expires-soon' : 'valid';
}
