import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import type { Packs } from '../../core/voice/choose.ts';
import type { Dialect } from '../../core/voice/spoken-language.ts';
import type { QueueFacts } from '../dock/queue-view.tsx';
import { idleMoment } from '../voice/browser-sounds.ts';
import { loadPacks } from '../voice/packs.ts';
import { browserVoice } from '../voice/browser-voice.ts';
import type { Voice } from '../voice/voice.ts';
import { keepServiceVoice } from './keep-service-voice.ts';
import { runKiosk, type Kiosk } from './kiosk.ts';
import { startKeypad } from './keypad.ts';
import { connectMachine, type Machine } from './machine.ts';
import { openQueue } from './open-queue.ts';
import { fetchPlaces } from './places.ts';
import { createSpeech, type Speech } from './speech.ts';
import { untuneWhenIdle } from './untuning.ts';
import { startVisits } from './visits.ts';

/** Everything the page draws from. */
export type Page = {
  readonly clock: Clock;
  readonly machine: Machine;
  readonly kiosk: Kiosk;
  readonly voice: Voice;
  readonly speech: Speech;
  readonly language: ReadonlySignal<Language>;
  /** The verified voices; `dialectsFor` lists the dialects a customer may choose among. */
  readonly packs: Packs;
  /** What the customer is spoken to in beside the text language; null: its standard. Null again after each customer. */
  readonly dialect: Signal<Dialect | null>;
  /** Null until the queue is open. */
  readonly queue: ReadonlySignal<QueueFacts | null>;
  /** The key of the glass that the tactile keypad has walked to. */
  readonly walkedTo: ReadonlySignal<string | null>;
};

export async function openPage(clock: Clock, restart: () => void): Promise<Page> {
  const machine = connectMachine(clock);
  const { host, privacy } = machine;
  const packs = await loadPacks(fetchJson);
  const dialect = signal<Dialect | null>(null);
  const voice = browserVoice({ host, clock, packs, dialect });
  const language = signal<Language>(languages[0]);
  const queue = signal<QueueFacts | null>(null);
  // A hub that answers nonsense is no better to a customer than one that does not answer.
  const isLineGood = computed(() => machine.isOnline.value && (queue.value?.trouble ?? null) === null);
  const places = fetchPlaces();
  const speech = createSpeech(voice, language, privacy);
  // Whoever hangs up the handset has not asked the loudspeaker to go on (I4).
  // Nor may what still waits for a first touch be said when the touch comes: an empty say forgets it, a hush does not.
  privacy.subscribe((now) => now === 'public' && speech.say([]));

  // What could not be had while the host was away is asked for when it is back.
  machine.link.subscribe((now) => now === 'up' && void keepServiceVoice(voice, idleMoment));

  function forget(): void {
    voice.reset();
    dialect.value = null;
    language.value = machine.facts.peek()?.language ?? languages[0];
  }

  async function openVisits(speechOfVisits: Speech, isOut: () => boolean) {
    const facts = await machine.ask();
    const opened = facts === null ? null : await openQueue(host, facts, clock);
    if (facts === null || opened === null || !opened.ok) return null;
    const { outbox, uploader } = opened.value;
    queue.value = uploader.state;
    uploader.onChange((now) => {
      queue.value = now;
    });
    // A newer page serves from now on, and it must get the drain.
    machine.link.subscribe((now) => {
      if (now === 'replaced') void uploader.stop().then(() => outbox.close());
    });
    const isTakingErrands = () => machine.intake.peek().state === 'open' && outbox.closedBecause === null;
    const setLanguage = (chosen: Language) => {
      if (!isOut()) language.value = chosen;
    };
    const voiceOfVisits: Voice = { ...voice, reset: () => isOut() || voice.reset() };
    setLanguage(facts.language);
    return startVisits({
      host, facts, link: machine.link, clock, voice: voiceOfVisits, speech: speechOfVisits, outbox,
      isLineGood, isTakingErrands, isPrinterReady: machine.isPrinterReady,
      hasPressureMonitor: machine.hasPressureMonitor, readerTrouble: machine.readerTrouble, places, language, setLanguage,
    }); // prettier-ignore
  }

  const untuneSoon = untuneWhenIdle(clock, () => kiosk.screen.peek().id === 'idle', forget);
  const tune: Speech['tune'] = (to) => {
    untuneSoon();
    speech.tune(to);
  };
  const kiosk = runKiosk({ clock, machine, speech: { ...speech, tune }, openVisits, forget, restart });
  const walkedTo = startKeypad({ host, screen: kiosk.screen, act: kiosk.act, say: speech.say });
  return { clock, machine, kiosk, voice, speech, language, packs, dialect, queue, walkedTo };
}

/** Of the machine's own files; a page must not wait for a sound for ever. */
async function fetchJson(path: string): Promise<unknown> {
  const reply = await fetch(path, { signal: AbortSignal.timeout(3_000) });
  if (!reply.ok) throw new Error(`nothing at ${path}: ${reply.status}`);
  return reply.json();
}
