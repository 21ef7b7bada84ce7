import { useSignal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Orientation } from '../customer/stage-size.ts';
import type { DockProps } from '../dock/dock.tsx';
import { Glass } from './glass.tsx';
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

/** The demo's dock is no part of a branch's first load. */
function LazyDock(props: DockProps) {
  const [Dock, setDock] = useState<ComponentType<DockProps> | null>(null);
  useEffect(() => {
    void import('../dock/dock.tsx').then((loaded) => setDock(() => loaded.Dock));
  }, []);
  return Dock === null ? <aside /> : <Dock {...props} />;
}
