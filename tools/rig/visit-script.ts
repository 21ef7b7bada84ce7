import type { ErrandId } from '../../core/records/errand-record.ts';

/** What a customer does on a screen. */
export type Deed =
  | { readonly does: 'touch'; readonly key: string }
  | { readonly does: 'dial'; readonly digits: string }
  | { readonly does: 'lay-card' }
  | { readonly does: 'lift-card' }
  /** The machine is busy; the next screen comes by itself. */
  | { readonly does: 'wait' };

/** The beginning of a screen's id → what this customer does there; the longest that fits counts. */
type Script = Readonly<Record<string, Deed>>;

function touch(key: string): Deed {
  return { does: 'touch', key };
}
const wait: Deed = { does: 'wait' };

/** An invented number; its run of zeros tries the pad's guard against double strikes. */
export const visitPhone = '13800138000';
const phone: Deed = { does: 'dial', digits: visitPhone };

const throughTheDoor: Script = {
  idle: touch('wake'),
  greeting: touch('choice:start'),
  awaitingCard: { does: 'lay-card' },
  readingCard: wait,
  confirmingPerson: touch('choice:yes'),
  readingBack: touch('choice:confirm'),
  accepting: wait,
  printing: wait,
  done: touch('choice:finish'),
  takingCard: { does: 'lift-card' },
};

/** Visits that the scripts know: the shortest way to an accepted record, and one that ends at the menu without any. */
export type VisitName = ErrandId | 'address-as-on-card' | 'to-the-menu';

const scripts: Readonly<Record<VisitName, Script>> = {
  'address-as-on-card': {
    ...throughTheDoor,
    menu: touch('choice:contact-change'),
    'asking.contact-change.which': touch('choice:home-address'),
    'asking.contact-change.on-the-phone': touch('choice:no'),
    'asking.contact-change.secrecy': touch('choice:no'),
    'asking.contact-change.address-source': touch('choice:same-as-card'),
  },
  'to-the-menu': { ...throughTheDoor, menu: touch('choice:leave') },
  'contact-change': {
    ...throughTheDoor,
    menu: touch('choice:contact-change'),
    'asking.contact-change.which': touch('choice:contact-phone'),
    'asking.contact-change.on-the-phone': touch('choice:no'),
    'asking.contact-change.secrecy': touch('choice:no'),
    'asking.contact-change.new-phone': phone,
  },
  'claim-report': {
    ...throughTheDoor,
    menu: touch('choice:claim-report'),
    'asking.claim-report.who': touch('choice:self'),
    'asking.claim-report.what': touch('choice:accident'),
    'asking.claim-report.day': touch('choice:yesterday'),
    'asking.claim-report.where.loading': wait,
    'asking.claim-report.where': touch('choice:place.110000'),
    'asking.claim-report.where.district': touch('choice:place.110101'),
    'asking.claim-report.call-back': phone,
  },
};

/** What the customer of this visit does on the screen; null where the script knows no way, which is a finding. */
export function deedOn(visit: VisitName, screenId: string): Deed | null {
  const fitting = Object.keys(scripts[visit])
    .filter((start) => screenId === start || screenId.startsWith(`${start}.`))
    .toSorted((a, b) => b.length - a.length);
  const [longest] = fitting;
  return longest === undefined ? null : (scripts[visit][longest] ?? null);
}
