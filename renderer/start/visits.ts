import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { KioskFacts } from '../../core/contract/calls.ts';
import type { Host } from '../../core/contract/host.ts';
import { screensAhead } from '../../core/journeys/ahead.ts';
import { describe, type Env } from '../../core/journeys/describe.ts';
import { otherWay } from '../../core/journeys/drafts/spelled.ts';
import { runVisit } from '../../core/journeys/runner.ts';
import type { Screen } from '../../core/journeys/screen.ts';
import type { CardTrouble } from '../../core/identity/id-card.ts';
import type { State } from '../../core/journeys/visit.ts';
import type { Clock, Day } from '../../core/lib/clock.ts';
import type { Places } from '../../core/places/places.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Act } from '../customer/act.ts';
import { spokenOrder } from '../customer/spoken-order.ts';
import type { Voice } from '../voice/voice.ts';
import { eventOf } from './customer-events.ts';
import { hearMachine } from './machine-events.ts';
import { patientDisplay } from './patient-display.ts';
import { createPerformer, type Doors } from './perform.ts';
import type { PrepareAhead } from './prepare-ahead.ts';
import { sayAgainWhenQuiet } from './say-again.ts';
import type { Link } from '../wires/web-socket.ts';
import type { Speech } from './speech.ts';
import type { SpellerSource } from './speller-source.ts';

export type VisitParts = Pick<Doors, 'outbox'> & {
  readonly host: Host;
  readonly facts: KioskFacts;
  readonly link: ReadonlySignal<Link>;
  readonly clock: Clock;
  readonly voice: Voice;
  readonly speech: Speech;
  /** Whether records reach the hub at present. */
  readonly isLineGood: ReadonlySignal<boolean>;
  /** False while this machine may not take an errand, or could not keep it. */
  readonly isTakingErrands: () => boolean;
  readonly isPrinterReady: ReadonlySignal<boolean>;
  readonly hasPressureMonitor: ReadonlySignal<boolean>;
  readonly dialects: Env['dialects'];
  readonly readerTrouble: ReadonlySignal<CardTrouble | null>;
  readonly places: ReadonlySignal<Places | null>;
  readonly spelling: SpellerSource;
  readonly language: ReadonlySignal<Language>;
  readonly setLanguage: (language: Language) => void;
  readonly prepareAhead: PrepareAhead;
  /** Calls back at every touch and every key, whatever they do. */
  readonly onTouch: (action: () => void) => void;
};

export type Visits = {
  readonly screen: ReadonlySignal<Screen>;
  readonly act: (act: Act) => void;
};

/** Runs visits on this page, one after the other: the journey in the middle, glass, devices and voice around it. */
export function startVisits(parts: VisitParts): Visits {
  const { facts, clock, voice, speech, places, spelling, isLineGood, readerTrouble, setLanguage } = parts;
  const today = () => dayAt(clock.nowMs(), facts.utcOffsetMinutes);
  const state = signal<State>({ at: 'idle' });
  const screen = computed(() => describe(state.value, envOf(parts, today())));
  let spokenId = '';
  const { draw, speak } = patientDisplay(clock, {
    draw(next) {
      state.value = next;
    },
    speak() {
      sayNow();
      // Nobody stands before the idle screen; whoever comes is greeted by the sensor or by the first touch.
      sayAgain.arrived(screen.peek().body.kind !== 'wake');
    },
  });
  function sayNow(): void {
    spokenId = screen.peek().id;
    speech.say(spokenOrder(screen.peek()));
    // Also when it is said again: perhaps because a handset was taken, which changes the words to come.
    const [here, env] = [state.peek(), envOf(parts, today())];
    parts.prepareAhead(screen.peek(), () => screensAhead(here, env, places.peek()));
  }
  const sayAgain = sayAgainWhenQuiet(clock, voice.speaking, sayNow);
  parts.onTouch(sayAgain.touched);

  const perform = createPerformer({
    ...parts,
    isOnline: () => isLineGood.peek(),
    readerTrouble: () => readerTrouble.peek(),
    language: () => parts.language.value,
    speak,
    firstLine: speech.firstLine,
    forget() {
      voice.reset();
      setLanguage(facts.language);
    },
  });
  const { send, stir } = runVisit(clock, perform, draw, () => places.value);
  hearMachine({ ...parts, today, isIdle: () => state.peek().at === 'idle' }, send);
  // Whoever was faster than the list of places is looking at a waiting screen, which now becomes the list.
  for (const late of [places, spelling.speller])
    late.subscribe(() => {
      if (screen.peek().id !== spokenId) speak();
    });

  function act(what: Act): void {
    sayAgain.touched();
    if (what.did === 'ask' && what.for === 'repeat') sayNow();
    if (what.did === 'choose' && what.choice === otherWay.keys) spelling.fetch();
    const event = eventOf(what, today(), () => crypto.randomUUID());
    if (event === null) stir();
    else send(event);
  }

  return { screen, act };
}

/** Told as it stood on arrival: a sentence that came up later would not be spoken. Only places and letters may follow. */
function envOf(parts: VisitParts, today: Day): Env {
  return {
    today,
    places: parts.places.value,
    speller: parts.spelling.speller.value,
    branchName: parts.facts.branchName,
    isLineGood: parts.isLineGood.peek(),
    isTakingErrands: parts.isTakingErrands(),
    isPrinterReady: parts.isPrinterReady.peek(),
    hasPressureMonitor: parts.hasPressureMonitor.peek(),
    dialects: parts.dialects,
  };
}

/** The calendar day at the branch. */
function dayAt(nowMs: number, utcOffsetMinutes: number): Day {
  return new Date(nowMs + utcOffsetMinutes * 60_000).toISOString().slice(0, 10);
}
