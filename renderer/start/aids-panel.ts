import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Language } from '../../core/strings/language.ts';
import { dialectsFor, type Packs } from '../../core/voice/choose.ts';
import type { Act, HearingChange } from '../customer/act.ts';
import { aidsScreen, lookLine, type HowHelped } from '../customer/aids.ts';
import { changedLook, usualLook, type Look, type LookChange } from '../customer/look.ts';
import { spokenOrder } from '../customer/spoken-order.ts';
import type { StageSize } from '../customer/stage-size.ts';
import type { Hearing } from './hearing.ts';
import type { Kiosk } from './kiosk.ts';
import type { Speech } from './speech.ts';

/** The panel "how I see and hear" over whatever the kiosk shows. */
export type AidsPanel = Pick<Kiosk, 'screen' | 'act'> & {
  readonly look: ReadonlySignal<Look>;
  /** The next customer finds the glass as usual (I9). */
  readonly forget: () => void;
};

/** What the drawn glass has room for. */
export type GlassRoom = Pick<StageSize, 'layout' | 'hasRoomToZoom'>;

export type AidsPanelParts = {
  readonly say: Speech['say'];
  readonly hearing: Hearing;
  readonly language: ReadonlySignal<Language>;
  /** The verified voices: they decide which dialects are offered. */
  readonly packs: Packs;
  /** Called when the customer has changed how it looks; `hearing` has its own. */
  readonly onTuned: () => void;
  /** As it is drawn at present. */
  readonly glass: ReadonlySignal<GlassRoom>;
};

export function openAidsPanel(
  kiosk: Pick<Kiosk, 'screen' | 'act'>,
  { say, hearing, language, packs, glass, onTuned }: AidsPanelParts,
): AidsPanel {
  const look = signal<Look>(usualLook);
  const isOpen = signal(false);
  const screen = computed(() => {
    if (!isOpen.value) return kiosk.screen.value;
    const offered = dialectsFor(language.value, packs);
    return aidsScreen(kiosk.screen.value, glass.value.layout, howHelped(look.value, hearing), offered);
  });
  const sayScreen = () => say(spokenOrder(screen.peek()));
  let belowId = kiosk.screen.peek().id;
  // What a device or the clock has to say may never wait behind the panel.
  kiosk.screen.subscribe(({ id }) => {
    if (id !== belowId) isOpen.value = false;
    belowId = id;
  });

  function show(isOpenNow: boolean): void {
    isOpen.value = isOpenNow;
    sayScreen();
  }

  function change(to: LookChange): void {
    onTuned();
    if (to === 'zoom' && !glass.peek().hasRoomToZoom) return say([{ key: 'look.zoom.no-room' }]);
    look.value = changedLook(look.peek(), to);
    say([lookLine(look.peek(), to === 'smaller' || to === 'larger' ? 'size' : to)]);
  }

  function act(what: Act): void {
    if (isOwn(what)) kiosk.act({ did: 'stir' });
    if (what.did === 'change-look') return change(what.to);
    if (what.did === 'change-hearing') return changeHearing(hearing, what.to);
    if (what.did === 'choose-dialect' && isOpen.peek()) return hearing.setDialect(what.dialect);
    if (what.did === 'ask-aids') return show(!isOpen.peek());
    if (what.did === 'leave-aids') return show(false);
    if (isOpen.peek() && what.did === 'ask') {
      if (what.for === 'repeat') return sayScreen();
      if (what.for === 'back') return show(false);
      isOpen.value = false;
    }
    kiosk.act(what);
  }

  return {
    screen,
    act,
    look,
    forget() {
      look.value = usualLook;
      isOpen.value = false;
    },
  };
}

function changeHearing(hearing: Hearing, to: HearingChange): void {
  if (to === 'touch') hearing.setTouchToHear(!hearing.touchToHear.peek());
  else hearing.setSaysDigits(!hearing.saysDigits.peek());
}

function howHelped(look: Look, { touchToHear, saysDigits, dialect }: Hearing): HowHelped {
  return { look, touchToHear: touchToHear.value, saysDigits: saysDigits.value, dialect: dialect.value };
}

/** What the panel settles itself; to the journey below it is a sign of life. */
function isOwn({ did }: Act): boolean {
  return own.has(did);
}

const own: ReadonlySet<Act['did']> = new Set([
  'change-look',
  'change-hearing',
  'choose-dialect',
  'ask-aids',
  'leave-aids',
] satisfies Act['did'][]);
