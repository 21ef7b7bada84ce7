import type { DockState } from '../../core/contract/dock-calls.ts';
import type { DockChange } from './use-dock.ts';

type LeversProps = { readonly state: DockState; readonly set: (change: DockChange) => void };

/** What each lever says in either position: [at rest, pulled]. */
const levers = [
  { name: 'networkUp', rest: true, says: ['网线插着 · Cable plugged in', '网线拔了 · Cable pulled'] },
  { name: 'handsetLifted', rest: false, says: ['听筒挂着 · Handset down', '听筒拿起 · Handset lifted'] },
  { name: 'coverOpen', rest: false, says: ['机盖关着 · Cover closed', '机盖开着 · Cover open'] },
  {
    name: 'printerSilent',
    rest: false,
    says: ['打印机应答 · Printer answers', '打印机不应答 · Printer silent'],
  },
  {
    name: 'readerUnplugged',
    rest: false,
    says: ['读卡器接着 · Reader plugged in', '读卡器拔了 · Reader unplugged'],
  },
] as const;

const papers = [
  ['full', '满'],
  ['low', '快没了'],
  ['out', '没了'],
] as const;

export function Levers({ state, set }: LeversProps) {
  return (
    <section>
      <h3>
        线路和设备 <small>Line and devices</small>
      </h3>
      {levers.map(({ name, rest, says }) => {
        const isPulled = state[name] !== rest;
        return (
          <button
            key={name}
            type="button"
            data-dock={name}
            aria-pressed={isPulled}
            onClick={() => set({ [name]: !state[name] })}
          >
            {says[isPulled ? 1 : 0]}
          </button>
        );
      })}
      <div class="dock-row" role="group" aria-label="纸 Paper">
        <span>
          纸 <small>Paper</small>
        </span>
        {papers.map(([paper, chinese]) => (
          <button
            key={paper}
            type="button"
            data-dock={`paper:${paper}`}
            aria-pressed={state.paper === paper}
            onClick={() => set({ paper })}
          >
            {chinese}
          </button>
        ))}
      </div>
    </section>
  );
}
