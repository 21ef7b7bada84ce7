import { catalogue } from '../../../core/strings/catalogue.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { languages } from '../../../core/strings/language.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { galleryScreens } from '../gallery-screens.ts';
import { keypadTunes } from './keypad-tunes.ts';
import { calibratedDefaultDba, spokenRatePerMinute, voiceTables } from './voice-tables.ts';
import type { LiveFacts, ProductCheck } from './world.ts';

const bargeInWithinMs = 200;
const { ratesPerMinute, defaultRatePerMinute, volumesDb, defaultVolumeDb } = voiceTables;
const [lowestDb, highestDb] = [Math.min(...volumesDb), Math.max(...volumesDb)];
const stepsDb = volumesDb.slice(1).map((db, at) => db - (volumesDb[at] ?? db));
const dbaOf = (db: number) => calibratedDefaultDba + db - defaultVolumeDb;

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

export const audioChecks = {
  'default-rate-160': {
    told: 'default of the rate table is 160; Han characters over duration of all built-in Mandarin clips within 10 % of it',
    find: () => {
      const rate = spokenRatePerMinute();
      return [
        ...unless(defaultRatePerMinute === 160, `the default rate is ${defaultRatePerMinute}`),
        ...(rate === null
          ? ['there are no clips to measure']
          : unless(
              Math.abs(rate / 160 - 1) <= 0.1,
              `the clips speak ${rate.toFixed(0)} characters a minute`,
            )),
      ];
    },
  },
  'seven-rates': {
    told: 'rate table = 80/100/130/160/200/250/320; live page: every step is reached by its keys and followed by a sound at that rate',
    find: ({ live }) => [
      ...unless(
        ratesPerMinute.join() === '80,100,130,160,200,250,320',
        `the rates are ${ratesPerMinute.join('/')}`,
      ),
      ...allReached(live.ratesReached, ratesPerMinute.length, 'rates'),
      ...unless(live.tunedInSilence === 0, `${live.tunedInSilence} presses were followed by no sound`),
    ],
  },
  'rate-range-and-pitch': {
    told: 'rate table: 6–8 steps from 50 to 200 % of the default; live page: every sound keeps its pitch',
    find: ({ live }) => {
      const [slowest, fastest] = [Math.min(...ratesPerMinute), Math.max(...ratesPerMinute)];
      return [
        ...unless(
          ratesPerMinute.length >= 6 && ratesPerMinute.length <= 8,
          `there are ${ratesPerMinute.length} rates`,
        ),
        ...unless(
          slowest <= 0.5 * defaultRatePerMinute && fastest >= 2 * defaultRatePerMinute,
          `the rates span ${percent(slowest / defaultRatePerMinute)} to ${percent(fastest / defaultRatePerMinute)}`,
        ),
        ...unless(
          live.sounds.every(({ keepsPitch }) => keepsPitch),
          'a sound changes its pitch with its rate',
        ),
        ...allReached(live.ratesReached, ratesPerMinute.length, 'rates'),
      ];
    },
  },
  'every-screen-speaks': {
    told: 'live visit: a sound begins on every screen that waits for the customer; every line of the catalogue has words to speak in public, in every language',
    find: ({ live }) => [
      ...live.muteScreens.map((id) => `screen ${id} is mute`),
      ...languages.flatMap((language) =>
        Object.entries(catalogue)
          .filter(([, entry]) => (entry[language].spoken ?? entry[language].shown).trim() === '')
          .map(([key]) => `${key} has no words to speak in ${language}`),
      ),
    ],
  },
  'speech-can-be-stopped-and-repeated': {
    told: 'live page: a tap while it speaks brings silence within 200 ms; the key again speaks the screen again',
    find: ({ live }) => [...slowSilence(live), ...unless(live.repeatSpeaks, 'again is followed by no sound')],
  },
  'never-two-voices': {
    told: 'live visit: at most one sound at a time; a tap brings silence within 200 ms before the next begins; nothing sounds that nobody asked for',
    find: ({ live }) => [
      ...unless(live.mostAtOnce <= 1, `${live.mostAtOnce} sounds at once`),
      ...unless(live.sounds.length > 0, 'nothing was heard'),
      ...slowSilence(live),
    ],
  },
  'typing-is-silent': {
    told: 'live page: after each figure typed on the pad nothing sounds but a neutral tick',
    find: ({ live }) =>
      live.soundsWhileTyping
        .filter((source) => !/chime|tick|buffer/u.test(source))
        .map((source) => `${source} sounds while a number is typed`),
  },
  'public-speech-names-nobody': {
    told: 'public spoken form of every line of every screen of the gallery, in every language: no name, no number, no figure; the same lines in private form do hold them',
    find: () => personalInPublic(),
  },
  'volume-by-hardware-keys': {
    told: 'keys louder, quieter, faster and slower of the tactile keypad, through the page’s own keypad code: each changes the voice on every screen, and is walked to',
    find: () => keypadTunes(),
  },
  'volume-reaches-65-dba': {
    told: `gain table, default step calibrated to ${calibratedDefaultDba} dBA: in steps, and the loudest >= 65 dBA`,
    find: () => [
      ...unless(volumesDb.length > 2, `there are ${volumesDb.length} steps`),
      ...unless(dbaOf(highestDb) >= 65, `the loudest step is ${dbaOf(highestDb)} dBA`),
    ],
  },
  'volume-is-reset': {
    told: 'gain table: the default step <= 65 dBA; live page: the first sound after a visit has the default volume and rate again',
    find: ({ live: { defaultSound, nextVisitSound } }) => [
      ...unless(dbaOf(defaultVolumeDb) <= 65, `the default is ${dbaOf(defaultVolumeDb)} dBA`),
      ...unless(
        defaultSound !== null &&
          nextVisitSound !== null &&
          defaultSound.rate === nextVisitSound.rate &&
          defaultSound.volume === nextVisitSound.volume,
        'the next visit does not begin with the default voice',
      ),
    ],
  },
  'volume-20-db-above-default': {
    told: 'gain table: the loudest step >= 20 dB above the default',
    find: () =>
      unless(
        highestDb - defaultVolumeDb >= 20,
        `the loudest step is ${highestDb - defaultVolumeDb} dB above the default`,
      ),
  },
  'default-60-70-db': {
    told: `gain table: the default step, calibrated to ${calibratedDefaultDba} dBA at the customer's ear, lies in 60–70 dB`,
    find: () =>
      unless(
        dbaOf(defaultVolumeDb) >= 60 && dbaOf(defaultVolumeDb) <= 70 && defaultVolumeDb > lowestDb,
        `the default step is ${dbaOf(defaultVolumeDb)} dBA`,
      ),
  },
  'volume-steps': {
    told: 'gain table: rising, every step <= 10 dB; live page: every step is reached by its keys',
    find: ({ live }) => [
      ...unless(
        stepsDb.every((db) => db > 0 && db <= 10),
        `the steps are ${stepsDb.join(', ')} dB`,
      ),
      ...allReached(live.volumesReached, volumesDb.length, 'volumes'),
    ],
  },
  'volume-range': {
    told: 'gain table: range >= 18 dB with a step 12 dB above the lowest',
    find: () => [
      ...unless(highestDb - lowestDb >= 18, `the range is ${highestDb - lowestDb} dB`),
      ...unless(volumesDb.includes(lowestDb + 12), 'no step is 12 dB above the lowest'),
    ],
  },
  'speech-in-the-language-shown': {
    told: 'live page in English: every sound comes from the English voice; public form of every line: letters of its language',
    find: ({ live }) => [
      ...unless(live.englishSounds.length > 0, 'nothing was heard in English'),
      ...live.englishSounds
        .filter((source) => /zh-CN|zh-Hant|yue/u.test(source))
        .map((source) => `${source} sounds on an English screen`),
      ...Object.entries(catalogue)
        .filter(([key, { en }]) => key !== 'language.name' && /\p{Script=Han}/u.test(en.spoken ?? en.shown))
        .map(([key]) => `${key} is spoken in Chinese on an English screen`),
    ],
  },
  'errors-are-spoken': {
    told: 'live page: a number that is too short is answered by a sound; every screen that tells a trouble says what it is and, in a further line, what to do',
    find: ({ live }) => [
      ...unless(live.errorHeard, 'a wrong number is answered by no sound'),
      ...silentTroubles(),
    ],
  },
  'receipt-is-spoken': {
    told: 'screens behind an accepted errand: what was done, what comes next and where the number stands are spoken; the number itself in private form only',
    find: () => silentReceipts(),
  },
  'captions-equal-speech': {
    told: 'live visit: while something sounds its sentence of the catalogue lights up on the screen, or stands in the caption strip',
    find: ({ live }) => live.withoutCaption.map((id) => `screen ${id} speaks without a caption`),
  },
  'errand-by-touch-and-sound': {
    told: 'live visit: one errand from idle to idle with touch and loudspeaker alone',
    find: ({ live }) => unless(live.finishedErrand, 'the errand did not come to its end'),
  },
  'no-microphone': {
    told: 'live visit: getUserMedia is never called, and the errand comes to its end all the same',
    find: ({ live }) => [
      ...unless(live.microphoneCalls === 0, `the microphone was asked for ${live.microphoneCalls} times`),
      ...unless(live.finishedErrand, 'the errand did not come to its end'),
    ],
  },
  'speech-starts-by-itself': {
    told: 'live page: speech begins on the idle screen before anybody touches anything; the keys of voice and sight are walked to by the tactile keypad',
    find: ({ live }) => [
      ...unless(live.firstSoundMs !== null, 'the idle screen waits for a touch before it speaks'),
      ...keypadTunes(),
    ],
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function allReached(reached: readonly number[], of: number, what: string): readonly string[] {
  return unless(reached.length === of, `${reached.length} of ${of} ${what} are heard: ${reached.join(', ')}`);
}

function slowSilence({ bargeInMs }: LiveFacts): readonly string[] {
  return [
    ...unless(bargeInMs.length > 0, 'nothing sounded that could be stopped'),
    ...bargeInMs
      .filter((ms) => ms > bargeInWithinMs)
      .map((ms) => `silence came ${ms.toFixed(0)} ms after the tap`),
  ];
}

/** The gallery's invented customer; every figure in public speech would be one of theirs. */
const canaries = ['欧阳', '桂英', '620123', '071226', '13800138000', '1226', '吹麻滩', 'K01-1'];

function personalInPublic(): readonly string[] {
  const lines = galleryScreens.flatMap((screen) => spokenOrder(screen));
  const heard = languages.flatMap((language) =>
    lines.map((line) => ({ key: line.key, spoken: renderLine(line, language, 'public').spoken })),
  );
  const whispered = lines.map((line) => renderLine(line, 'zh-CN', 'private').spoken).join('\n');
  return [
    ...heard
      .filter(({ spoken }) => /\d/u.test(spoken) || canaries.some((word) => spoken.includes(word)))
      .map(({ key, spoken }) => `${key} says “${spoken}” on the loudspeaker`),
    ...unless(whispered.includes('欧阳桂英'), 'the private form says no name: the canary would not be found'),
  ];
}

function silentTroubles(): readonly string[] {
  const isTrouble = /\.(?:too-short|all-same|not-a-mobile)$|^awaitingCard\.|^acceptFailed|^slipTrouble/u;
  return galleryScreens
    .filter(({ id }) => isTrouble.test(id))
    .filter((screen) => spokenOrder({ ...screen, body: { kind: 'wait' } }).length < 2)
    .map(({ id }) => `screen ${id} does not say what to do about it`);
}

function silentReceipts(): readonly string[] {
  const done = galleryScreens.filter(({ id }) => id.startsWith('done'));
  return [
    ...unless(done.length > 0, 'no screen tells of the receipt'),
    ...done.flatMap((screen) => {
      const keys = spokenOrder(screen).map(({ key }) => key);
      return [
        ...unless(
          keys.some((key) => /^done\.(?:finished|not-yet-effective)$/u.test(key)),
          `${screen.id} does not say what was done`,
        ),
        ...unless(
          keys.some((key) => key.startsWith('done.next.')),
          `${screen.id} does not say what comes next`,
        ),
        ...unless(
          keys.some((key) => key === 'done.take-slip' || key === 'done.number'),
          `${screen.id} does not say where the number stands`,
        ),
      ];
    }),
  ];
}
