// A page with nothing but a screen's keys and the voice, for feeling over them in a real browser.
import { signal } from '@preact/signals';
import { describe } from '../../core/journeys/describe.ts';
import type { Host } from '../../core/contract/host.ts';
import type { Act } from '../../renderer/customer/act.ts';
import { walkedKeys } from '../../renderer/customer/walked-keys.ts';
import { browserClock } from '../../renderer/start/browser-clock.ts';
import { feelGlass } from '../../renderer/start/feel-glass.ts';
import { createHearing } from '../../renderer/start/hearing.ts';
import { createPadVoice } from '../../renderer/start/pad-voice.ts';
import { createSpeech } from '../../renderer/start/speech.ts';
import { createTouchToHear } from '../../renderer/start/touch-to-hear.ts';
import { browserSounds, eachFrame, onTouch } from '../../renderer/voice/browser-sounds.ts';
import type { Packs } from '../../core/voice/choose.ts';
import { createVoice, type Voice } from '../../renderer/voice/voice.ts';
import { sampleCard } from '../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../tools/journey-map/walk.ts';

/** What the test reads from the page. */
export type FeelPage = {
  readonly setTouchToHear: (isOn: boolean) => void;
  /** What was chosen by feeling, and which keys were pressed in the usual way. */
  readonly acts: Act[];
  readonly pressed: string[];
  readonly captions: string[];
  readonly caption: Voice['caption'];
};

declare global {
  interface Window {
    feelPage: FeelPage;
  }
}

const clock = browserClock();
const host: Pick<Host, 'invoke'> = {
  async invoke(name, input) {
    const reply = await fetch(name, { method: 'POST', body: JSON.stringify(input) });
    return (await reply.json()) as never;
  },
};
const packs: Packs = [];
const voice = createVoice({ host, clock, packs, sounds: browserSounds(clock), eachFrame, onTouch });
const screen = signal(describe({ at: 'menu', card: sampleCard, reader: 'own-card' }, walkEnv));
const privacy = signal('public' as const);
const { say } = createSpeech(voice, signal('zh-CN' as const), privacy);
const hearing = createHearing(say, signal(null));
const pad = createPadVoice({ voice, say, privacy, saysDigits: hearing.saysDigits });
const acts: Act[] = [];
const pressed: string[] = [];
const captions: string[] = [];
voice.caption.subscribe((now) => now !== null && captions.push(now.text));

const glass = document.createElement('div');
for (const { name } of walkedKeys(screen.value)) {
  const key = document.createElement('button');
  key.dataset['key'] = name;
  key.textContent = name;
  key.style.cssText = 'display: block; width: 400px; height: 60px; margin: 20px; touch-action: none';
  key.addEventListener('pointerdown', () => pressed.push(name));
  glass.append(key);
}
document.body.append(glass);
const isOn = hearing.touchToHear;
feelGlass(
  glass,
  createTouchToHear({ isOn, clock, screen, voice, say, pad, act: (act) => void acts.push(act) }),
);
window.feelPage = { setTouchToHear: hearing.setTouchToHear, acts, pressed, captions, caption: voice.caption };
