import { computed, signal, type ReadonlySignal } from '@preact/signals';
import type { Act } from '../customer/act.ts';
import { aidsScreen, lookLine } from '../customer/aids.ts';
import { changedLook, usualLook, type Look, type LookChange } from '../customer/look.ts';
import type { HearingChange } from '../customer/act.ts';
import { spokenOrder } from '../customer/spoken-order.ts';
import type { Layout } from '../customer/stage-size.ts';
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
export type GlassRoom = { readonly layout: Layout; readonly hasRoomToZoom: boolean };

export type AidsPanelParts = {
  readonly say: Speech['say'];
  readonly hearing: Hearing;
  /** Called when the customer has changed how it looks; `hearing` has its own. */
  readonly onTuned: () => void;
  /** As it is drawn at present. */
  readonly glass: ReadonlySignal<GlassRoom>;
};

export function openAidsPanel(
  kiosk: Pick<Kiosk, 'screen' | 'act'>,
  { say, hearing, glass, onTuned }: AidsPanelParts,
): AidsPanel {
  const look = signal<Look>(usualLook);
  const isOpen = signal(false);
  const screen = computed(() => {
    if (!isOpen.value) return kiosk.screen.value;
    const [touchToHear, saysDigits] = [hearing.touchToHear.value, hearing.saysDigits.value];
    return aidsScreen(kiosk.screen.value, glass.value.layout, { look: look.value, touchToHear, saysDigits });
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

  function changeHearing(to: HearingChange): void {
    if (to === 'touch') hearing.setTouchToHear(!hearing.touchToHear.peek());
    else hearing.setSaysDigits(!hearing.saysDigits.peek());
  }

  function act(what: Act): void {
    if (isOwn(what)) kiosk.act({ did: 'stir' });
    if (what.did === 'change-look') return change(what.to);
    if (what.did === 'change-hearing') return changeHearing(what.to);
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

/** What the panel settles itself; to the journey below it is a sign of life. */
function isOwn({ did }: Act): boolean {
  return did === 'change-look' || did === 'change-hearing' || did === 'ask-aids' || did === 'leave-aids';
}
