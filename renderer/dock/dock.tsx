import type { ReadonlySignal, Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Host } from '../../core/contract/host.ts';
import { machineHintOf } from '../../core/strings/machine-hints.ts';
import type { Orientation } from '../customer/stage-size.ts';
import { CardRack } from './card-rack.tsx';
import { Levers } from './levers.tsx';
import { QueueView, type QueueFacts } from './queue-view.tsx';
import { SlipTray } from './slip-tray.tsx';
import { StaffCall } from './staff-call.tsx';
import { TwinOrders } from './twin-orders.tsx';
import { useDock } from './use-dock.ts';
import './dock.css';

export type DockProps = {
  readonly host: Host;
  readonly queue: ReadonlySignal<QueueFacts | null>;
  /** Why a technician is needed although the kiosk runs. */
  readonly needsTechnician: string | null;
  readonly orientation: Signal<Orientation | null>;
};

/** The demo's hands beside the screen: they work the twins and the line, never the customer's keys. */
export function Dock({ host, queue, needsTechnician, orientation }: DockProps) {
  const { state, set, trouble } = useDock(host);
  // On a window as tall and narrow as the kiosk's own panel the dock would take the glass its room.
  const [isFolded, setFolded] = useState(() => innerWidth < innerHeight);
  if (isFolded) return <DockTab onOpen={() => setFolded(false)} />;
  return (
    <aside class="dock" lang="zh-CN">
      <header>
        <h2>
          演示台 <small>Demo dock</small>
        </h2>
        <button type="button" data-dock="fold" onClick={() => setFolded(true)}>
          收起 <small>Fold</small>
        </button>
      </header>
      {needsTechnician !== null && <p class="dock-trouble">{machineHintOf(needsTechnician)}</p>}
      {trouble !== null && <p class="dock-trouble">{trouble}</p>}
      {state !== null && (
        <>
          <StaffCall call={state.staffCalled} onAnswered={() => set({ staffCalled: null })} />
          <CardRack laid={state.card} onLay={(card) => set({ card })} />
          <Levers state={state} set={set} />
        </>
      )}
      <Turn orientation={orientation} />
      <QueueView queue={queue} />
      {state !== null && <SlipTray host={host} count={state.slips} />}
      {state !== null && <TwinOrders host={host} />}
    </aside>
  );
}

function DockTab({ onOpen }: { readonly onOpen: () => void }) {
  return (
    <aside class="dock-tab" lang="zh-CN">
      <button type="button" data-dock="open" onClick={onOpen}>
        演示台
      </button>
    </aside>
  );
}

const ways = [
  ['portrait', '竖屏 Portrait'],
  ['landscape', '横屏 Landscape'],
] as const;

/** How the glass stands in the demo's window. */
function Turn({ orientation }: Pick<DockProps, 'orientation'>) {
  return (
    <div class="dock-row" role="group" aria-label="屏幕 Screen">
      <span>
        屏幕 <small>Screen</small>
      </span>
      {ways.map(([way, name]) => (
        <button
          key={way}
          type="button"
          aria-pressed={orientation.value === way}
          onClick={() => {
            orientation.value = way;
          }}
        >
          {name}
        </button>
      ))}
    </div>
  );
}
