import { catalogue } from '../../../core/strings/catalogue.ts';
import type { Entry } from '../../../core/strings/entry.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import type { Branch } from '../../rig/branch.ts';
import { openCustomer, type Customer } from '../../rig/customer.ts';
import { deedOn } from '../../rig/visit-script.ts';
import { logSounds } from './sound-log.ts';
import type { LiveFacts, Sound } from './world.ts';

const heardWithinMs = 8_000;
const screenWithinMs = 20_000;
/** More presses than there are steps either way. */
const everyStep = 8;

/** Plays one errand in a real browser before a real host and listens to it. */
export async function gatherLiveFacts(branch: Branch): Promise<LiveFacts> {
  const strangers: string[] = [];
  const customer = await openCustomer(branch.launchUrl(), branch.browserFolder, async (page) => {
    await page.addInitScript(logSounds);
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') strangers.push(request.url());
    });
  });
  try {
    return { ...(await listenThrough(branch, customer)), strangers };
  } finally {
    await customer.leaves();
  }
}

async function listenThrough(branch: Branch, customer: Customer): Promise<Omit<LiveFacts, 'strangers'>> {
  const { page } = customer;
  const mute: string[] = [];
  await customer.sees('idle', screenWithinMs);
  const firstScreenSize = await attributeOf(customer, 'data-size');
  const firstSoundMs = await firstSound(customer);
  const bargeInMs = [await bargeIn(customer, () => customer.touches('wake'))];
  await customer.sees('greeting');
  if (!(await customer.hears(heardWithinMs))) mute.push('greeting');
  const defaultSound = (await soundsOf(customer)).at(-1) ?? null;
  bargeInMs.push(await bargeIn(customer, () => customer.touches('fixed:repeat')));
  const repeatSpeaks = await soundsAfter(customer, async () => {}, heardWithinMs);
  const rates = await tuned(customer, 'slower', 'faster', ({ rate }) => rate);
  const volumes = await tuned(customer, 'quieter', 'louder', ({ volume }) => volume);
  const seeing = await seeOtherwise(customer);
  const englishSounds = await listenInEnglish(customer);
  const errand = await playErrand(branch, customer, mute);
  const sounds = await soundsOf(customer);
  await customer.sees('idle', screenWithinMs);
  const afterVisit = {
    size: await attributeOf(customer, 'data-size'),
    contrast: await attributeOf(customer, 'data-contrast'),
    language: await attributeOf(customer, 'lang'),
  };
  await customer.hears(heardWithinMs);
  const nextVisitSound = (await soundsOf(customer)).at(-1) ?? null;
  return {
    firstSoundMs,
    muteScreens: mute,
    mostAtOnce: mostAtOnce(sounds),
    bargeInMs: bargeInMs.filter((ms) => ms !== null),
    repeatSpeaks,
    sounds,
    ratesReached: rates.reached,
    volumesReached: volumes.reached,
    tunedInSilence: rates.silent + volumes.silent,
    englishSounds,
    ...errand,
    ...seeing,
    firstScreenSize,
    afterVisit,
    nextVisitSound,
    defaultSound,
    microphoneCalls: await page.evaluate(() => window.conformanceMicrophone ?? 0),
  };
}

async function soundsOf({ page }: Customer): Promise<readonly Sound[]> {
  return page.evaluate(() => window.conformanceSounds ?? []);
}

async function attributeOf({ page }: Customer, name: string): Promise<string> {
  return (await page.locator('.stage').getAttribute(name)) ?? '';
}

async function firstSound(customer: Customer): Promise<number | null> {
  if (!(await customer.hears(heardWithinMs))) return null;
  const { screens, sounds } = await customer.report();
  const [painted, heard] = [screens.at(-1)?.paintedAtMs, sounds.at(-1)?.startedAtMs];
  return painted === undefined || heard === undefined ? null : Math.max(0, heard - painted);
}

/** Waits until something sounds, acts, and measures until it has stopped; null where nothing sounded. */
async function bargeIn({ page }: Customer, act: () => Promise<void>): Promise<number | null> {
  const isSounding = () => window.conformanceSounds?.at(-1)?.endedAtMs === null;
  const sounds = await page.waitForFunction(isSounding, null, { timeout: heardWithinMs, polling: 20 }).then(
    () => true,
    () => false,
  );
  if (!sounds) return null;
  const watched = page.evaluate(() => {
    const sounding = window.conformanceSounds?.at(-1);
    return new Promise<number>((told) => {
      addEventListener(
        'pointerdown',
        () => {
          const downMs = performance.timeOrigin + performance.now();
          const look = () =>
            typeof sounding?.endedAtMs === 'number' ? told(sounding.endedAtMs - downMs) : setTimeout(look, 2);
          look();
        },
        { capture: true, once: true },
      );
    });
  });
  await act();
  return watched;
}

async function soundsAfter(customer: Customer, act: () => Promise<void>, withinMs: number): Promise<boolean> {
  const before = (await soundsOf(customer)).length;
  await act();
  return customer.page
    .waitForFunction((count) => (window.conformanceSounds?.length ?? 0) > count, before, {
      timeout: withinMs,
      polling: 20,
    })
    .then(
      () => true,
      () => false,
    );
}

/** Down to the end, then up to the other end, then back: every step has been heard on the way. */
async function tuned(customer: Customer, down: string, up: string, what: (sound: Sound) => number) {
  const reached = new Set<number>();
  let silent = 0;
  for (const key of [...Array<string>(everyStep).fill(down), ...Array<string>(everyStep).fill(up)]) {
    const isHeard = await soundsAfter(customer, () => customer.touches(`voice:${key}`), 2_000);
    if (!isHeard) silent += 1;
    const last = (await soundsOf(customer)).at(-1);
    if (isHeard && last !== undefined) reached.add(Math.round(what(last) * 1_000) / 1_000);
  }
  return { reached: [...reached].toSorted((a, b) => a - b), silent };
}

/** Through the panel of sight and hearing; the glass is left in other clothes than it began in. */
async function seeOtherwise(customer: Customer) {
  const sizes = new Set([await attributeOf(customer, 'data-size')]);
  const contrasts = new Set([await attributeOf(customer, 'data-contrast')]);
  const zooms = new Set([await attributeOf(customer, 'data-zoom')]);
  await customer.touches('fixed:aids');
  await customer.sees('aids');
  const presses = [
    'look:smaller',
    'look:larger',
    'look:larger',
    'look:zoom',
    'look:zoom',
    'look:contrast',
    'look:contrast',
  ];
  for (const key of presses) {
    await turnToKey(customer, key);
    await customer.touches(key);
    sizes.add(await attributeOf(customer, 'data-size'));
    contrasts.add(await attributeOf(customer, 'data-contrast'));
    zooms.add(await attributeOf(customer, 'data-zoom'));
  }
  await turnToKey(customer, 'aids:done');
  await customer.touches('aids:done');
  await customer.sees('greeting');
  return { sizesReached: [...sizes], contrastsReached: [...contrasts], zoomsReached: [...zooms] };
}

/** At 200 % a key may be on another page. */
async function turnToKey(customer: Customer, key: string): Promise<void> {
  const isSeen = () => customer.page.locator(`[data-key="${key}"]`).isVisible();
  for (let turns = 0; turns < 6 && !(await isSeen()); turns += 1) await customer.touches('screen:more');
}

async function listenInEnglish(customer: Customer): Promise<readonly string[]> {
  await customer.touches('choice:language');
  await customer.sees('choosingLanguage');
  await customer.touches('language:en');
  const chosenAtMs = await customer.page.evaluate(() => performance.timeOrigin + performance.now());
  await customer.sees('greeting');
  await customer.hears(heardWithinMs);
  const sounds = await soundsOf(customer);
  const sources = sounds.filter(({ startedAtMs }) => startedAtMs > chosenAtMs).map(({ source }) => source);
  await customer.touches('choice:language');
  await customer.sees('choosingLanguage');
  await customer.touches('language:zh-CN');
  await customer.sees('greeting');
  return sources;
}

/** A claim report from the greeting to the slip; on the number pad it first types too little. */
async function playErrand(branch: Branch, customer: Customer, mute: string[]) {
  let soundsWhileTyping: readonly string[] = [];
  let errorHeard = false;
  let afterCard: LiveFacts['afterCard'] = { size: '', canCallPerson: false };
  const withoutCaption: string[] = [];
  let screenId = await customer.sees('greeting');
  for (let steps = 0; steps < 60 && screenId !== 'idle'; steps += 1) {
    const isWaiting = /^(?:readingCard|accepting|printing)/u.test(screenId);
    if (!isWaiting && !(await customer.hears(heardWithinMs))) mute.push(screenId);
    if (!isWaiting && !(await hasCaption(customer))) withoutCaption.push(screenId);
    if (screenId === 'confirmingPerson')
      afterCard = {
        size: await attributeOf(customer, 'data-size'),
        canCallPerson: await customer.page.locator('[data-key="fixed:person"]').isEnabled(),
      };
    if (screenId === 'asking.claim-report.call-back') {
      soundsWhileTyping = await typeAndListen(customer);
      errorHeard = await soundsAfter(customer, () => customer.touches('pad:enter'), heardWithinMs);
      await customer.sees('asking.claim-report.call-back.');
      for (const _ of '1380') await customer.touches('pad:erase');
      screenId = (await customer.screenId()) ?? screenId;
    }
    screenId = await goOn(branch, customer, screenId);
  }
  return { soundsWhileTyping, errorHeard, afterCard, withoutCaption, finishedErrand: screenId === 'idle' };
}

async function typeAndListen(customer: Customer): Promise<readonly string[]> {
  // What the question itself has to say is over first.
  await customer.page.waitForFunction(() => document.querySelector('[data-lit]') === null, null, {
    timeout: 60_000,
  });
  const before = (await soundsOf(customer)).length;
  for (const digit of '1380') await customer.touches(`digit:${digit}`);
  await customer.page.waitForTimeout(500);
  return (await soundsOf(customer)).slice(before).map(({ source }) => source);
}

/**
 * While a sentence of the catalogue is spoken it lights up on the screen, or else the strip says it; the figures and
 * names in it may be any.
 */
async function hasCaption({ page }: Customer): Promise<boolean> {
  const captions = page.locator('.line:has(.lit), [data-caption]');
  const said = await captions.allInnerTexts();
  return said.some((text) => isSentence(text.replace(/\s+/gu, '')));
}

function isSentence(text: string): boolean {
  return Object.values(catalogue).some((entry: Entry) => {
    const { shown, spoken = shown } = entry['zh-CN'];
    return [shown, spoken].some((template) => patternOf(template).test(text));
  });
}

function patternOf(template: string): RegExp {
  const literals = template.replace(/\s+/gu, '').split(/\{\w+\}/u);
  return new RegExp(
    `^${literals.map((part) => part.replace(/[.*+?^$()[\]\\|{}]/gu, '\\$&')).join('.+')}$`,
    'u',
  );
}

async function goOn(branch: Branch, customer: Customer, screenId: string): Promise<string> {
  const deed = deedOn('claim-report', screenId);
  if (deed === null) throw new Error(`no way on from screen ${screenId}`);
  if (deed.does === 'touch') await customer.touches(deed.key);
  if (deed.does === 'lay-card') branch.reader.lay(twinDemoCards.resident);
  if (deed.does === 'lift-card') branch.reader.lift();
  if (deed.does === 'dial') {
    for (const digit of deed.digits) await customer.touches(`digit:${digit}`);
    await customer.touches('pad:enter');
  }
  const next = customer.page.locator(`main[data-screen]:not([data-screen="${screenId}"])`);
  await next.waitFor({ timeout: screenWithinMs });
  return (await next.getAttribute('data-screen')) ?? screenId;
}

export function mostAtOnce(sounds: readonly Sound[]): number {
  const edges = sounds.flatMap(({ startedAtMs, endedAtMs }) => [
    { atMs: startedAtMs, by: 1 },
    { atMs: endedAtMs ?? Infinity, by: -1 },
  ]);
  let [now, most] = [0, 0];
  // What ends when another begins has ended.
  for (const { by } of edges.toSorted((a, b) => a.atMs - b.atMs || a.by - b.by)) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
