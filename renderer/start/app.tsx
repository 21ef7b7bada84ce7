import { signal, useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import type { KioskFacts } from '../../core/contract/calls.ts';
import { speeds, volumesDb } from '../../core/voice/settings.ts';
import { AidsContext } from '../customer/aids-context.ts';
import { KioskScreen } from '../customer/kiosk-screen.tsx';
import { fitStage, orientationOf, type Orientation, type Panel } from '../customer/stage-size.ts';
import { useRoom } from '../customer/use-room.ts';
import type { DockProps } from '../dock/dock.tsx';
import { HandwritingContext } from '../handwriting/handwriting.ts';
import type { Page } from './open-page.ts';

/** The page: the glass alone in a branch, the glass and the dock beside it in the demo. */
export function App({ page }: { readonly page: Page }) {
  const isDemo = page.machine.facts.value?.mode === 'demo';
  const orientation = useSignal<Orientation | null>(null);
  if (!isDemo) return <Glass page={page} orientation={orientation} />;
  return (
    <div class="with-dock">
      <Glass page={page} orientation={orientation} />
      <LazyDock
        host={page.machine.host}
        queue={page.queue}
        needsTechnician={page.machine.facts.value?.needsTechnician ?? null}
        orientation={orientation}
      />
    </div>
  );
}

const noCaption = signal(null);

type GlassProps = {
  readonly page: Page;
  /** Null: as the room lies. */
  readonly orientation: ReadonlySignal<Orientation | null>;
};

function Glass({ page, orientation }: GlassProps) {
  const { clock, machine, kiosk, aids, voice, speech, language, walkedTo, handwriting } = page;
  const { element, room } = useRoom<HTMLDivElement>();
  // A screen that cannot be drawn: the kiosk then shows the one that says what to do, and the page begins anew.
  const [, clearError] = useErrorBoundary(() => {
    kiosk.crash();
    clearError();
  });
  const look = aids.look.value;
  const panel = panelOf(machine.facts.value);
  const lies = room === null ? 'portrait' : (orientation.value ?? orientationOf(room));
  const size = room === null ? null : fitStage(room, lies, panel, look.zoom);
  const hasRoomToZoom = room !== null && fitStage(room, lies, panel, 2).zoom === 2;
  useEffect(() => {
    if (size !== null) page.glass.value = { layout: size.layout, hasRoomToZoom };
  }, [page, size?.layout, hasRoomToZoom]);
  return (
    <div ref={element} class="stage-room">
      {room !== null && size !== null && (
        <AidsContext.Provider
          value={{
            look,
            volume: { at: voice.volume.value, of: volumesDb.length },
            speed: { at: voice.speed.value, of: speeds.length },
          }}
        >
          <HandwritingContext.Provider value={handwriting}>
            <KioskScreen
              screen={aids.screen.value}
              language={language.value}
              look={look}
              size={size}
              clock={clock}
              privacy={machine.privacy.value}
              said={speech.said}
              speaking={voice.speaking}
              caption={noCaption}
              hush={voice.hush}
              walkedTo={walkedTo}
              act={aids.act}
            />
          </HandwritingContext.Provider>
        </AidsContext.Provider>
      )}
    </div>
  );
}

/** As the site profile has it; null where it does not say. */
function panelOf(facts: KioskFacts | null): Panel | null {
  if (facts?.mmPerPx === undefined) return null;
  return { pxPerMm: 1 / facts.mmPerPx, bottomMm: facts.screenBottomMm ?? null };
}

/** The demo's dock is no part of a branch's first load. */
function LazyDock(props: DockProps) {
  const [Dock, setDock] = useState<ComponentType<DockProps> | null>(null);
  useEffect(() => {
    void import('../dock/dock.tsx').then((loaded) => setDock(() => loaded.Dock));
  }, []);
  return Dock === null ? <aside /> : <Dock {...props} />;
}
