import { acceptFailures } from '../../core/journeys/accept-failures.ts';
import { describe } from '../../core/journeys/describe.ts';
import type { Screen } from '../../core/journeys/screen.ts';
import type { At, PhoneTrouble, State, Work } from '../../core/journeys/visit.ts';
import { addDays } from '../../core/lib/day.ts';
import { bloodPressureTroubles } from '../../core/devices/blood-pressure.ts';
import { cardTroubles } from '../../core/identity/id-card.ts';
import { printTroubles } from '../../core/slips/slip.ts';
import { sampleAcceptance, sampleCard, samplePhone } from '../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../tools/journey-map/walk.ts';

const by = 'customer';

export const claim: Work = {
  transactionId: '00000000-0000-4000-8000-000000000001',
  card: sampleCard,
  errand: 'claim-report',
  answers: {
    who: { kind: 'choice', option: 'self', by },
    what: { kind: 'choice', option: 'accident', by },
    day: { kind: 'day', day: '2026-03-08', by },
    where: { kind: 'place', code: '420102', names: ['湖北省', '武汉市', '江岸区'], by },
    'call-back': { kind: 'phone', digits: samplePhone, by },
  },
};

export const contact: Work = {
  ...claim,
  errand: 'contact-change',
  answers: {
    which: { kind: 'choice', option: 'contact-phone', by },
    'on-the-phone': { kind: 'choice', option: 'no', by },
    secrecy: { kind: 'choice', option: 'no', by },
    'new-phone': { kind: 'phone', digits: samplePhone, by },
  },
};

/** At the letter keys, with these typed. */
export function spelling(keys: string): At<'asking'> {
  return {
    at: 'asking',
    work: contact,
    question: 'new-street',
    draft: { kind: 'written', text: '解', spelling: { isOpen: true, keys, turns: 0 }, trouble: null },
    reader: 'own-card',
  };
}

/** Screens that the walk does not reach because it tries one trouble of a kind and one day. */
export function otherScreens(): readonly Screen[] {
  const reader = 'own-card' as const;
  const printing = { work: claim, acceptance: sampleAcceptance, attempt: 1, copy: false, reader };
  const phoneTroubles: readonly PhoneTrouble[] = ['too-short', 'all-same', 'not-a-mobile'];
  const states: readonly State[] = [
    ...cardTroubles.map((trouble): State => ({ at: 'awaitingCard', trouble, tries: 1, reader })),
    ...printTroubles.map((reason): State => ({
      at: 'slipTrouble',
      ...printing,
      outcome: { outcome: 'not-printed', reason },
    })),
    ...acceptFailures.map((reason): State => ({ at: 'acceptFailed', work: claim, reason, reader })),
    ...bloodPressureTroubles.map((trouble): State => ({ at: 'measuring', trouble })),
    ...phoneTroubles.map((trouble): State => ({
      at: 'asking',
      work: claim,
      question: 'call-back',
      draft: { kind: 'phone', digits: '11', trouble },
      reader,
    })),
    ...Array.from({ length: 7 }, (_, ago): State => {
      const day = { kind: 'day', day: addDays(walkEnv.today, -ago), by } as const;
      return { at: 'readingBack', work: { ...claim, answers: { ...claim.answers, day } }, reader };
    }),
    {
      at: 'asking',
      work: claim,
      question: 'day',
      draft: { kind: 'day', year: 2025, month: null },
      reader,
    },
  ];
  const expiring = { ...sampleCard, validUntil: addDays(walkEnv.today, 10) };
  return [
    ...states.map((state) => describe(state, walkEnv)),
    describe({ at: 'confirmingPerson', card: expiring, reader }, walkEnv),
    describe(
      {
        at: 'asking',
        work: claim,
        question: 'where',
        draft: { kind: 'place', within: null, page: 0 },
        reader,
      },
      { ...walkEnv, places: null },
    ),
    describe({ at: 'menu', card: sampleCard, reader }, { ...walkEnv, isTakingErrands: false }),
    describe(spelling(''), { ...walkEnv, speller: 'coming' }),
    describe(spelling(''), { ...walkEnv, speller: 'missing' }),
    describe(spelling('99'), walkEnv),
  ];
}
