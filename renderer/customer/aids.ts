import type { AidSwitch, Body, PictureName, Screen } from '../../core/journeys/screen.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Line } from '../../core/strings/line.ts';
import { isDialect, type Dialect } from '../../core/voice/spoken-language.ts';
import { dialectName } from '../voice/dialects.ts';
import type { Act } from './act.ts';
import { fixedLines } from './fixed-lines.ts';
import { usualLook, type Look } from './look.ts';
import type { Layout } from './stage-size.ts';

/** What the present customer has chosen. */
export type HowHelped = {
  readonly look: Look;
  readonly touchToHear: boolean;
  readonly saysDigits: boolean;
  readonly dialect: Dialect | null;
};

export const usuallyHelped: HowHelped = {
  look: usualLook,
  touchToHear: false,
  saysDigits: false,
  dialect: null,
};

/** A key of the panel. */
export type AidKey = {
  readonly name: string;
  readonly picture: PictureName;
  readonly line: Line;
  readonly act: Act;
};

/** A ladder with a key at either end. */
export type Adjuster = {
  readonly of: 'volume' | 'speed' | 'size';
  readonly label: Line;
  readonly less: AidKey;
  readonly more: AidKey;
};

function voiceKey(to: 'slower' | 'faster' | 'quieter' | 'louder'): AidKey {
  return { name: `voice:${to}`, picture: to, line: fixedLines[to], act: { did: 'tune-voice', to } };
}

function lookKey(to: keyof typeof lookKeys): AidKey {
  return { name: `look:${to}`, ...lookKeys[to], act: { did: 'change-look', to } };
}

const lookKeys = {
  smaller: { picture: 'letter-small', line: { key: 'aids.smaller' } },
  larger: { picture: 'letter-large', line: { key: 'aids.larger' } },
  zoom: { picture: 'magnifier', line: { key: 'aids.zoom' } },
  contrast: { picture: 'half-and-half', line: { key: 'aids.contrast' } },
} as const satisfies Readonly<Record<string, { picture: PictureName; line: Line }>>;

const ofVoice: readonly Adjuster[] = [
  { of: 'volume', label: { key: 'aids.volume' }, less: voiceKey('quieter'), more: voiceKey('louder') },
  { of: 'speed', label: { key: 'aids.speed' }, less: voiceKey('slower'), more: voiceKey('faster') },
];
const ofLook: readonly Adjuster[] = [
  { of: 'size', label: { key: 'aids.size' }, less: lookKey('smaller'), more: lookKey('larger') },
];

type AidsBody = Extract<Body, { readonly kind: 'aids' }>;

export function adjustersOf({ hasVoice }: AidsBody): readonly Adjuster[] {
  return hasVoice ? [...ofLook, ...ofVoice] : ofLook;
}

/** A line of its own for each: while it is spoken, one lights up and not all that read alike. */
function onOrOff(isOn: boolean): Pick<AidSwitch, 'isOn' | 'state'> {
  return { isOn, state: { key: isOn ? 'aids.on' : 'aids.off' } };
}

function switchesOf({ look, touchToHear, saysDigits }: HowHelped): readonly AidSwitch[] {
  return [
    { id: 'zoom', isOn: look.zoom === 2, state: lookLine(look, 'zoom') },
    { id: 'contrast', isOn: look.contrast !== 'default', state: lookLine(look, 'contrast') },
    { id: 'touch', ...onOrOff(touchToHear) },
    { id: 'digits', ...onOrOff(saysDigits) },
  ];
}

const switchKeys: Readonly<Record<Exclude<AidSwitch['id'], Dialect>, AidKey>> = {
  zoom: lookKey('zoom'),
  contrast: lookKey('contrast'),
  touch: {
    name: 'hear:touch',
    picture: 'hands',
    line: { key: 'aids.touch' },
    act: { did: 'change-hearing', to: 'touch' },
  },
  digits: {
    name: 'hear:digits',
    picture: 'speech',
    line: { key: 'aids.digits' },
    act: { did: 'change-hearing', to: 'digits' },
  },
};

export function switchKey({ id, isOn }: AidSwitch): AidKey {
  return isDialect(id) ? dialectKey(id, isOn) : switchKeys[id];
}

/** Pressed once more it goes back to the standard language. */
function dialectKey(dialect: Dialect, isOn: boolean): AidKey {
  return {
    name: `hear:${dialect}`,
    picture: 'language',
    line: dialectName(dialect),
    act: { did: 'choose-dialect', dialect: isOn ? null : dialect },
  };
}

/** Its name and how it stands, in one breath: nobody has to press a key to learn its state (EN 301 549 §5.6). */
function spokenSwitch(one: AidSwitch): AidKey {
  const { line, ...key } = switchKey(one);
  const slots = { aid: { kind: 'line', line }, state: { kind: 'line', line: one.state } } as const;
  return { ...key, line: { key: 'aids.switch', slots } };
}

export const doneKey: AidKey = {
  name: 'aids:done',
  picture: 'check',
  line: { key: 'aids.done' },
  act: { did: 'leave-aids' },
};

/** Every key of the panel in the order in which they lie. */
export function aidKeysOf(body: AidsBody): readonly AidKey[] {
  const ladders = adjustersOf(body).flatMap(({ less, more }) => [less, more]);
  return [...ladders, ...[...body.dialects, ...body.switches].map(spokenSwitch), doneKey];
}

const sizeLines = {
  standard: { key: 'look.size.standard' },
  large: { key: 'look.size.large' },
  extra: { key: 'look.size.extra' },
} as const satisfies Readonly<Record<Look['textSize'], Line>>;

const contrastLines = {
  default: { key: 'look.contrast.default' },
  'high-light': { key: 'look.contrast.high-light' },
  'high-dark': { key: 'look.contrast.high-dark' },
} as const satisfies Readonly<Record<Look['contrast'], Line>>;

/** What the look is now, said and shown. */
export function lookLine(look: Look, what: 'size' | 'zoom' | 'contrast'): Line {
  switch (what) {
    case 'size':
      return sizeLines[look.textSize];
    case 'zoom':
      return { key: look.zoom === 2 ? 'look.zoom.on' : 'look.zoom.off' };
    case 'contrast':
      return contrastLines[look.contrast];
    default:
      return unreachable(what);
  }
}

/**
 * The panel over the screen that the customer came from: whichever fixed keys did something there do so here.
 *
 * @param dialects what one may be spoken to in; none: no key
 */
export function aidsScreen(
  below: Screen,
  layout: Layout,
  how: HowHelped,
  dialects: readonly Dialect[] = [],
): Screen {
  return {
    id: 'aids',
    picture: 'eye-and-ear',
    title: { key: 'aids.title' },
    details: [],
    body: {
      kind: 'aids',
      hasVoice: layout === 'compact',
      dialects: dialects.map((id) => ({ id, ...onOrOff(id === how.dialect) })),
      switches: switchesOf(how),
    },
    keys: { ...below.keys, back: true, repeat: true },
    countdownMs: null,
  };
}
