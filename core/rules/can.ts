import type { ErrandRecord } from '../records/errand-record.ts';

/** What a customer may ask for, one line of the policy each. */
export const items = [
  'claim-report',
  'contact-change.contact-phone',
  'contact-change.home-address',
  'contact-change.login-phone',
] as const;
export type Item = (typeof items)[number];

/**
 * Offline classes: A finished here, nobody's money or rights change; B accepted here, effective only after the hub has
 * checked it (已受理·尚未生效); C needs the network; D needs a person at the counter.
 */
export type Ruling =
  | { readonly class: 'A'; readonly why: 'notice-only' }
  | { readonly class: 'B'; readonly why: 'checked-before-effect' }
  | { readonly class: 'C'; readonly why: 'proves-a-phone-online' };

/**
 * The policy. Whoever receives the codes can log in as the customer, so that number changes only while both the old
 * and the new phone can prove themselves online.
 */
const rulings: Readonly<Record<Item, Ruling>> = {
  'claim-report': { class: 'A', why: 'notice-only' },
  'contact-change.contact-phone': { class: 'B', why: 'checked-before-effect' },
  'contact-change.home-address': { class: 'B', why: 'checked-before-effect' },
  'contact-change.login-phone': { class: 'C', why: 'proves-a-phone-online' },
};

export function can(item: Item): Ruling {
  return rulings[item];
}

/** What an accepted record of this class means; null where this machine may not accept it at all. */
export function effectOf(ruling: Ruling): Exclude<ErrandRecord['effect'], 'parked' | 'cancelled'> | null {
  switch (ruling.class) {
    case 'A':
      return 'finished';
    case 'B':
      return 'not-yet-effective';
    default:
      return null;
  }
}
