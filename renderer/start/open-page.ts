import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { Clock } from '../../core/lib/clock.ts';
import { languages, type Language } from '../../core/strings/language.ts';
import { dialectsFor } from '../../core/voice/choose.ts';
import type { QueueFacts } from '../dock/queue-view.tsx';
import { createHandwriting, type Handwriting } from '../handwriting/handwriting.ts';
import { idleMoment, onTouch } from '../voice/browser-sounds.ts';
import type { Voice } from '../voice/voice.ts';
import { createLanguageChoice } from './choose-language.ts';
import { connectHands } from './hands.ts';
import { keepServiceVoice } from './keep-service-voice.ts';
import { runKiosk, type Kiosk } from './kiosk.ts';
import { connectMachine, type Machine } from './machine.ts';
import { openQueue } from './open-queue.ts';
import { openVoice, type Sounding } from './open-voice.ts';
import { fetchPlaces } from './places.ts';
import { openAidsPanel, type AidsPanel, type GlassRoom } from './aids-panel.ts';
import { createPrepareAhead } from './prepare-ahead.ts';
import type { Speech } from './speech.ts';
import { createSpellerSource } from './speller-source.ts';
import type { TouchToHear } from './touch-to-hear.ts';
import { untuneWhenIdle } from './untuning.ts';
import { startVisits } from './visits.ts';

/** Everything the page draws from. */
export type Page = Pick<Sounding, 'voice' | 'speech' | 'language'> & {
  readonly clock: Clock;
  readonly machine: Machine;
  readonly kiosk: Kiosk;
  /** The kiosk as the customer meets it: with the panel "how I see and hear" over it. */
  readonly aids: AidsPanel;
  /** Whoever draws the glass says so here. */
  readonly glass: Signal<GlassRoom>;
  readonly touchToHear: TouchToHear;
  /** Null until the queue is open. */
  readonly queue: ReadonlySignal<QueueFacts | null>;
  /** The key of the glass that the tactile keypad has walked to. */
  readonly walkedTo: ReadonlySignal<string | null>;
  readonly handwriting: Handwriting;
};

export async function openPage(clock: Clock, restart: () => void): Promise<Page> {
  const machine = connectMachine(clock);
  const sounding = await openVoice(clock, machine, () => untuneSoon());
  const { voice, speech, language, packs } = sounding;
  const queue = signal<QueueFacts | null>(null);
  // A hub that answers nonsense is no better to a customer than one that does not answer.
  const isLineGood = computed(() => machine.isOnline.value && (queue.value?.trouble ?? null) === null);
  const places = fetchPlaces();
  const spelling = createSpellerSource();
  const prepareAhead = createPrepareAhead(speech.prepare, idleMoment);

  // What could not be had while the host was away is asked for when it is back.
  machine.link.subscribe((now) => now === 'up' && void keepServiceVoice(voice, idleMoment));

  const untune = () => (sounding.reset(), panel.forget());
  function forget(): void {
    untune();
    language.value = machine.facts.peek()?.language ?? languages[0];
  }

  async function openVisits(speechOfVisits: Speech, isOut: () => boolean) {
    const facts = await machine.ask();
    const opened = facts === null ? null : await openQueue(machine.host, facts, clock);
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
    const voiceOfVisits: Voice = { ...voice, reset: () => isOut() || untune() };
    setLanguage(facts.language);
    return startVisits({
      host: machine.host, facts, link: machine.link, clock, voice: voiceOfVisits, speech: speechOfVisits, outbox,
      isLineGood, isTakingErrands, isPrinterReady: machine.isPrinterReady, places, spelling, language, setLanguage,
      hasPressureMonitor: machine.hasPressureMonitor, readerTrouble: machine.readerTrouble, prepareAhead, onTouch,
      dialects: dialectsFor(languages[0], packs),
    }); // prettier-ignore
  }

  const kiosk = runKiosk({ clock, machine, speech, openVisits, forget, restart });
  const glass = signal<GlassRoom>({ layout: 'full', hasRoomToZoom: true });
  const panel = openAidsPanel(
    { screen: kiosk.screen, act: createLanguageChoice(sounding.hearing, language, kiosk.act) },
    { ...sounding, say: speech.say, glass, onTuned: () => untuneSoon() },
  );
  const untuneSoon = untuneWhenIdle(clock, () => kiosk.screen.peek().id === 'idle', forget);
  const { act, walkedTo, touchToHear } = connectHands(clock, machine, panel, sounding);
  return {
    clock, machine, kiosk, aids: { ...panel, act }, glass, voice, speech, language, queue, walkedTo, touchToHear,
    handwriting: handwritingOf(machine, clock, speech),
  }; // prettier-ignore
}

/** Staff see in the list of incidents why a kiosk recognises less than it could. */
function handwritingOf({ host }: Machine, clock: Clock, { say }: Speech): Handwriting {
  const code = 'handwriting-reduced';
  return createHandwriting({
    clock,
    say,
    onTrouble: (detail) => void host.invoke('journal.incident', { code, detail }),
  });
}
