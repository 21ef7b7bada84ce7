import { useComputed, type ReadonlySignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useErrorBoundary } from 'preact/hooks';
import type { KioskFacts } from '../../core/contract/calls.ts';
import { speeds, volumesDb } from '../../core/voice/settings.ts';
import { AidsContext } from '../customer/aids-context.ts';
import { KioskScreen } from '../customer/kiosk-screen.tsx';
import {
  fitStage,
  isPlausible,
  orientationOf,
  type Orientation,
  type Panel,
  type Room,
} from '../customer/stage-size.ts';
import { useRoom } from '../customer/use-room.ts';
import { HandwritingContext } from '../handwriting/handwriting.ts';
import { feelGlass } from './feel-glass.ts';
import type { Page } from './open-page.ts';

type GlassProps = {
  readonly page: Page;
  /** Null: as the room lies. */
  readonly orientation: ReadonlySignal<Orientation | null>;
};

/** The glass: the kiosk's screen, as large as its panel. */
export function Glass({ page, orientation }: GlassProps) {
  const { kiosk, touchToHear } = page;
  const { element, room } = useRoom<HTMLDivElement>();
  useEffect(() => (element.current === null ? undefined : feelGlass(element.current, touchToHear)), []);
  // A screen that cannot be drawn: the kiosk then shows the one that says what to do, and the page begins anew.
  const [, clearError] = useErrorBoundary(() => {
    kiosk.crash();
    clearError();
  });
  const lies = room === null ? 'portrait' : (orientation.value ?? orientationOf(room));
  return (
    <div ref={element} class="stage-room">
      {room !== null && (
        <HowSeen page={page}>
          <ScreenIn page={page} room={room} lies={lies} />
        </HowSeen>
      )}
    </div>
  );
}

function HowSeen({ page, children }: { readonly page: Page; readonly children: ComponentChildren }) {
  const { aids, voice, handwriting } = page;
  const value = {
    look: aids.look.value,
    volume: { at: voice.volume.value, of: volumesDb.length },
    speed: { at: voice.speed.value, of: speeds.length },
  };
  return (
    <AidsContext.Provider value={value}>
      <HandwritingContext.Provider value={handwriting}>{children}</HandwritingContext.Provider>
    </AidsContext.Provider>
  );
}

type ScreenProps = { readonly page: Page; readonly room: Room; readonly lies: Orientation };

function ScreenIn({ page, room, lies }: ScreenProps) {
  const { clock, machine, aids, voice, speech, language, walkedTo, touchToHear } = page;
  const markedKey = useComputed(() => touchToHear.underFinger.value ?? walkedTo.value);
  const look = aids.look.value;
  const panel = panelOf(machine.facts.value);
  const size = fitStage(room, lies, panel, look.zoom);
  const { layout, hasRoomToZoom } = size;
  const isNonsense = panel !== null && !isPlausible(room, panel);
  useEffect(() => {
    page.glass.value = { layout, hasRoomToZoom };
  }, [page, layout, hasRoomToZoom]);
  useEffect(() => {
    if (isNonsense) void machine.host.invoke('staff.call', { reason: 'panel-implausible', silent: true });
  }, [machine, isNonsense]);
  return (
    <KioskScreen
      screen={aids.screen.value}
      language={language.value}
      look={look}
      size={size}
      clock={clock}
      privacy={machine.privacy.value}
      said={speech.said}
      speaking={voice.speaking}
      caption={voice.caption}
      hush={voice.hush}
      walkedTo={markedKey}
      act={aids.act}
    />
  );
}

/** As the site profile has it; null where it does not say. */
function panelOf(facts: KioskFacts | null): Panel | null {
  if (facts?.mmPerPx === undefined) return null;
  return { pxPerMm: 1 / facts.mmPerPx, bottomMm: facts.screenBottomMm ?? null };
}
