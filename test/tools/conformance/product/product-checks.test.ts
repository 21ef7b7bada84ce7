import { describe, expect, test } from 'vitest';
import { mostAtOnce } from '../../../../tools/conformance/product/live.ts';
import {
  productChecks,
  type ProductCheckName,
} from '../../../../tools/conformance/product/product-checks.ts';
import { readSources } from '../../../../tools/conformance/product/source-checks.ts';
import type {
  ClockFacts,
  HandFacts,
  LiveFacts,
  Sound,
  World,
} from '../../../../tools/conformance/product/world.ts';

const sound: Sound = {
  source: 'voice/pack/zh-CN/idle.title.wav',
  startedAtMs: 0,
  endedAtMs: 900,
  rate: 1,
  volume: 0.5,
  keepsPitch: true,
};
const hand: HandFacts = {
  tapFaults: [],
  tapped: 700,
  slideOffActs: 0,
  trembleActs: 1,
  actsOnDown: 0,
  heldKeyActs: 1,
  doubleTaps: [
    { apartMs: 100, acts: 1 },
    { apartMs: 450, acts: 1 },
  ],
  responseMs: [8, 12, 9],
  tabFaults: [],
  strangeFaces: [],
  greyPairs: [{ what: 'a key and the same key held', changedShare: 0.4, contrast: 15 }],
  palette: { alarm: '#6b0d0d', warm: '#f3c77d', calm: '#cfe3da', accent: '#0a3f38' },
};
const live: LiveFacts = {
  firstSoundMs: 120,
  muteScreens: [],
  mostAtOnce: 1,
  bargeInMs: [12, 30],
  repeatSpeaks: true,
  sounds: [sound],
  ratesReached: [],
  volumesReached: [],
  tunedInSilence: 0,
  soundsWhileTyping: [],
  errorHeard: true,
  englishSounds: ['voice/pack/en/greeting.title.wav'],
  withoutCaption: [],
  finishedErrand: true,
  firstScreenSize: 'large',
  afterCard: { size: 'large', canCallPerson: true },
  afterVisit: { size: 'large', contrast: 'default', language: 'zh-CN' },
  nextVisitSound: sound,
  defaultSound: sound,
  microphoneCalls: 0,
  strangers: [],
  sizesReached: ['large', 'standard', 'extra'],
  contrastsReached: ['default', 'high-light', 'high-dark'],
  zoomsReached: ['1', '2'],
};
const question = 'asking.claim-report.call-back';
const clock: ClockFacts = {
  at119s: question,
  at120s: 'stillThere',
  warningHeard: true,
  beforeGraceEnds: 'stillThere',
  afterTap: question,
  extensions: 11,
  typedIsKept: true,
  afterGrace: 'paused.customer-left',
  cameByItself: [],
  waitShownMs: 180,
};
const healthy: World = { hand, live, clock, sources: readSources() };

function findings(name: ProductCheckName, world: Partial<World>): readonly string[] {
  return productChecks[name].find({ ...healthy, ...world });
}

/** Which check has to turn red for which fault of the product. */
const planted: readonly (readonly [string, ProductCheckName, Partial<World>])[] = [
  ['a mute screen', 'every-screen-speaks', { live: { ...live, muteScreens: ['menu'] } }],
  ['two voices at once', 'never-two-voices', { live: { ...live, mostAtOnce: 2 } }],
  ['silence after half a second', 'speech-can-be-stopped-and-repeated', { live: { ...live, bargeInMs: [510] } }],
  ['nothing heard that could be stopped', 'never-two-voices', { live: { ...live, bargeInMs: [] } }],
  ['figures spoken while they are typed', 'typing-is-silent', { live: { ...live, soundsWhileTyping: ['voice/pack/zh-CN/one.wav'] } }],
  ['an error without a sound', 'errors-are-spoken', { live: { ...live, errorHeard: false } }],
  ['Chinese on an English screen', 'speech-in-the-language-shown', { live: { ...live, englishSounds: ['voice/pack/zh-CN/x.wav'] } }],
  ['speech without a caption', 'captions-equal-speech', { live: { ...live, withoutCaption: ['menu'] } }],
  ['a louder voice for the next customer', 'volume-is-reset', { live: { ...live, nextVisitSound: { ...sound, volume: 1 } } }],
  ['a voice that rises in pitch', 'rate-range-and-pitch', { live: { ...live, sounds: [{ ...sound, keepsPitch: false }] } }],
  ['large letters for the next customer', 'settings-return', { live: { ...live, afterVisit: { ...live.afterVisit, size: 'extra' } } }],
  ['a kiosk that waits for a touch', 'speech-starts-by-itself', { live: { ...live, firstSoundMs: null } }],
  ['an errand that needs the microphone', 'no-microphone', { live: { ...live, microphoneCalls: 1 } }],
  ['a page that asks strangers', 'no-advertisements', { live: { ...live, strangers: ['https://ads.example/'] } }],
  ['a warning at 119 s', 'warning-at-120-s', { clock: { ...clock, at119s: 'stillThere' } }],
  ['a warning that nobody hears', 'warning-at-120-s', { clock: { ...clock, warningHeard: false } }],
  ['a visit that ends before its minute', 'grace-of-60-s', { clock: { ...clock, beforeGraceEnds: 'idle' } }],
  ['nine extensions', 'ten-extensions', { clock: { ...clock, extensions: 9 } }],
  ['a question that moves on by itself', 'no-auto-advance', { clock: { ...clock, cameByItself: ['menu'] } }],
  ['typed figures that are lost', 'no-auto-advance', { clock: { ...clock, typedIsKept: false } }],
  ['a card that is answered late', 'answers-at-once', { clock: { ...clock, waitShownMs: 1_400 } }],
  ['a key that repeats', 'held-key-acts-once', { hand: { ...hand, heldKeyActs: 20 } }],
  ['a double strike that counts twice', 'double-strike-counts-once', { hand: { ...hand, doubleTaps: [{ apartMs: 450, acts: 2 }] } }],
  ['a key that acts on going down', 'down-and-up-inside', { hand: { ...hand, actsOnDown: 1 } }],
  ['a tap that does nothing', 'one-tap-does-it', { hand: { ...hand, tapFaults: ['one tap on key x does 0 things'] } }],
  ['a trap for the keyboard', 'tab-reaches-all', { hand: { ...hand, tabFaults: ['Tab cannot leave'] } }],
  ['a borrowed face', 'faces-are-bundled', { hand: { ...hand, strangeFaces: ['DejaVu Sans'] } }],
  ['states that differ by colour alone', 'seen-without-colours', { hand: { ...hand, greyPairs: [{ what: 'a and b', changedShare: 0, contrast: 1 }] } }],
  ['a green alarm', 'colours-mean-one-thing', { hand: { ...hand, palette: { ...hand.palette, alarm: '#0a3f38' } } }],
  ['only one size', 'size-can-be-chosen', { live: { ...live, sizesReached: ['large'] } }],
  ['no zoom', 'zoom-can-be-chosen', { live: { ...live, zoomsReached: ['1'] } }],
  ['a page that follows gestures', 'no-gesture-code', { sources: new Map([['renderer/x.ts', 'event.touches.length']]) }],
  ['a guide without limits', 'guide-tells-reach', { sources: new Map([['docs/install/technician.md', 'hang it up']]) }],
]; // prettier-ignore

describe('a planted fault turns its check red', () => {
  test.each(planted)('%s', (_, name, world) => {
    expect(findings(name, world).length).toBeGreaterThan(findings(name, {}).length);
  });
});

test('sounds that follow each other are one voice, sounds that overlap are two', () => {
  const from = (startedAtMs: number, endedAtMs: number | null): Sound => ({
    ...sound,
    startedAtMs,
    endedAtMs,
  });
  expect(mostAtOnce([from(0, 10), from(10, 20), from(25, null)])).toBe(1);
  expect(mostAtOnce([from(0, 11), from(10, 20)])).toBe(2);
  expect(mostAtOnce([from(0, null), from(10, 20)])).toBe(2);
  expect(mostAtOnce([])).toBe(0);
});
