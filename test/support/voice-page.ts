// A page with nothing but the voice, for tests in a real browser. It speaks to its server by fetch in the host's stead.
import type { Host } from '../../core/contract/host.ts';
import type { Language } from '../../core/strings/language.ts';
import type { RenderedLine } from '../../core/strings/line.ts';
import type { Level } from '../../core/voice/choose.ts';
import { browserSounds, eachFrame, onTouch } from '../../renderer/voice/browser-sounds.ts';
import { browserJoin } from '../../renderer/voice/join-clips.ts';
import { loadPacks } from '../../renderer/voice/packs.ts';
import { createVoice, type Speaking, type Voice } from '../../renderer/voice/voice.ts';

/** What the test reads from the page. */
export type VoicePage = {
  readonly voice: Voice;
  /** `say` was called, a line began to sound, another stretch lit up: all in ms of `performance.now()`. */
  readonly said: number[];
  readonly started: { readonly key: string; readonly atMs: number; readonly level: Level }[];
  readonly lit: ({ readonly atMs: number } & Speaking)[];
  /** Every media element that the page has made. */
  readonly elements: HTMLAudioElement[];
  readonly say: (lines: readonly RenderedLine[], language: Language) => void;
};

declare global {
  interface Window {
    voicePage: VoicePage;
  }
}

const elements: HTMLAudioElement[] = [];
window.Audio = class extends Audio {
  constructor(source?: string) {
    super(source);
    elements.push(this);
  }
};

const clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs: number, action: () => void) {
    const timer = setTimeout(action, delayMs);
    return () => clearTimeout(timer);
  },
};
const host: Pick<Host, 'invoke'> = {
  async invoke(name, input) {
    const reply = await fetch(name, { method: 'POST', body: JSON.stringify(input) });
    return (await reply.json()) as never;
  },
};

const said: number[] = [];
const started: VoicePage['started'] = [];
const lit: VoicePage['lit'] = [];
const voice = createVoice({
  host,
  clock,
  packs: await loadPacks(async (path) => (await fetch(path)).json() as Promise<unknown>),
  sounds: browserSounds(clock),
  joinClips: browserJoin(),
  eachFrame,
  onTouch,
  onStarted: ({ line, atMs, level }) => started.push({ key: line.key, atMs, level }),
});
voice.speaking.subscribe((now) => {
  if (now !== null) lit.push({ atMs: performance.now(), ...now });
});

function say(lines: readonly RenderedLine[], language: Language): void {
  said.push(performance.now());
  voice.say(lines, language);
}
window.voicePage = { voice, said, started, lit, elements, say };

// A test's own evaluation counts as a touch, so what must be said untouched comes with the address.
const opening = new URLSearchParams(location.search).get('say');
if (opening !== null) {
  say([JSON.parse(opening) as RenderedLine], 'zh-CN');
  setTimeout(() => console.log(`heard untouched: ${started.length}`), 1_500);
}
