import { cardTroubles } from '../../core/identity/id-card.ts';
import { errands } from '../../core/journeys/errands/all.ts';
import type { StringKey } from '../../core/strings/catalogue.ts';
import type { Slot } from '../../core/strings/line.ts';
import { branchName } from '../rig/branch.ts';
import { astray } from './astray.ts';
import { customersCard, customersPressure } from './customer-facts.ts';
import { questionScenes, type PersonaErrand } from './errand.ts';
import type { Deed, Scene } from './scene.ts';
import { wordsOf } from './words.ts';

/** Where the visit begins and ends. */
export const home = 'idle.title';

/** Nothing of the errand is left undone once one of these has been reached: they say that it is accepted. */
export const ends: ReadonlySet<string> = new Set<StringKey>([
  'printing.finished',
  'printing.not-yet-effective',
  'done.finished',
  'done.not-yet-effective',
  'care.result.title',
]);

/** All that a customer with this errand may meet, and what to do there. */
export function scenesOf(errand: PersonaErrand): readonly Scene[] {
  if (errand === 'blood-pressure')
    return [...door(press('care.title'), 'pressure'), ...pressure, ...everywhere, ...astray];
  return [
    ...door(press('greeting.start')),
    {
      ...scene('menu.title', press(errands[errand].label)),
      decides: 'errand',
      afterwards: press('menu.leave'),
    },
    ...questionScenes(errand),
    ...everywhere,
    ...astray,
  ];
}

function door(begin: Deed, decides?: string): readonly Scene[] {
  const greeting = scene('greeting.title', begin);
  return [scene(home, { does: 'wake' }), decides === undefined ? greeting : { ...greeting, decides }];
}

const number = (value: number): Slot => ({ kind: 'count', value });

const pressure: readonly Scene[] = [
  // Whoever has come too far for a measurement goes back; it needs no card.
  scene('awaiting-card.title', press('key.back')),
  scene('confirming.title', press('key.back')),
  scene('menu.title', press('menu.leave')),
  scene('care.ready.title', { does: 'measure' }),
  {
    ...scene('care.result.title', press('care.result.print', 'care.result.done')),
    needs: [
      wordsOf('care.result.figures', {
        systolic: number(customersPressure.systolic),
        diastolic: number(customersPressure.diastolic),
      }),
      wordsOf('care.result.pulse', { pulse: number(customersPressure.pulse) }),
    ],
    decides: 'print',
  },
];

/** The card, the slip and the way home, and what may lie over any screen. */
const everywhere: readonly Scene[] = [
  scene('awaiting-card.title', { does: 'lay-card' }),
  ...cardTroubles.map((trouble) => scene(`card.${trouble}`, { does: 'lay-again' })),
  scene('reading-card.title', { does: 'wait' }),
  {
    ...scene('confirming.title', press('confirming.yes')),
    needs: [
      wordsOf('confirming.person', {
        name: { kind: 'name', name: customersCard.name },
        tail: { kind: 'digits', digits: customersCard.number.slice(-4), grouping: [4], personal: true },
      }),
    ],
  },
  scene('accepting.title', { does: 'wait' }),
  scene('accept-failed.title', press('accept-failed.again')),
  scene('printing.finished', { does: 'wait' }),
  scene('printing.not-yet-effective', { does: 'wait' }),
  scene('slip-trouble.unknown', press('slip-trouble.came')),
  scene('done.finished', press('done.finish')),
  scene('done.not-yet-effective', press('done.finish')),
  scene('taking-card.title', { does: 'lift-card' }),
  scene('card-away.lifted', press('overlay.go-on')),
  scene('languages.title', press('language.name')),
  scene('choosing-change.title', press('key.back')),
  scene('still-there.title', press('still-there.here')),
  scene('person-called.title', press('overlay.go-on')),
  {
    name: 'where.title',
    title: wordsOf('where.title', { branch: { kind: 'words', text: branchName } }),
    deed: press('overlay.go-on'),
  },
  scene('not-here.proves-a-phone-online', press('not-here.another')),
  scene('paused.customer-left', press('paused.known')),
  scene('paused.customer-stopped', press('paused.known')),
  scene('paused.worrying-answer', press('paused.known')),
  scene('service.starting', { does: 'wait' }),
];

function scene(key: StringKey, deed: Deed): Scene {
  return { name: key, title: wordsOf(key), deed };
}

function press(...keys: readonly StringKey[]): Deed {
  return { does: 'press', keys: keys.map((key) => wordsOf(key)) };
}
