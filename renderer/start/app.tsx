import { useComputed, useSignal, type ReadonlySignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useErrorBoundary, useState } from 'preact/hooks';
import { KioskScreen } from '../customer/kiosk-screen.tsx';
import { fitStage, orientationOf, type Orientation } from '../customer/stage-size.ts';
import { useRoom } from '../customer/use-room.ts';
import type { DockProps } from '../dock/dock.tsx';
import { feelGlass } from './feel-glass.ts';
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

type GlassProps = {
  readonly page: Page;
  /** Null: as the room lies. */
  readonly orientation: ReadonlySignal<Orientation | null>;
};

function Glass({ page, orientation }: GlassProps) {
  const { clock, machine, kiosk, voice, speech, language, walkedTo, touchToHear } = page;
  const { element, room } = useRoom<HTMLDivElement>();
  useEffect(() => (element.current === null ? undefined : feelGlass(element.current, touchToHear)), []);
  const markedKey = useComputed(() => touchToHear.underFinger.value ?? walkedTo.value);
  // A screen that cannot be drawn: the kiosk then shows the one that says what to do, and the page begins anew.
  const [, clearError] = useErrorBoundary(() => {
    kiosk.crash();
    clearError();
  });
  const { mmPerPx } = machine.facts.value ?? {};
  return (
    <div ref={element} class="stage-room">
      {room !== null && (
        <KioskScreen
          screen={kiosk.screen.value}
          language={language.value}
          textSize="large"
          size={fitStage(
            room,
            orientation.value ?? orientationOf(room),
            mmPerPx === undefined ? null : 1 / mmPerPx,
          )}
          clock={clock}
          privacy={machine.privacy.value}
          said={speech.said}
          speaking={voice.speaking}
          hush={voice.hush}
          walkedTo={markedKey}
          act={kiosk.act}
        />
      )}
    </div>
  );
}

/** The demo's dock is no part of a branch's first load. */
function LazyDock(props: DockProps) {
  const [Dock, setDock] = useState<ComponentType<DockProps> | null>(null);
  useEffect(() => {
    void import('../dock/dock.tsx').then((loaded) => setDock(() => loaded.Dock));
  }, []);
  return Dock === null ? <aside /> : <Dock {...props} />;
}
