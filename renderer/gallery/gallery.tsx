import { signal, useSignal } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { languages } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Act } from '../customer/act.ts';
import { KioskScreen } from '../customer/kiosk-screen.tsx';
import { spokenOrder } from '../customer/spoken-order.ts';
import { fitStage, orientationOf, type StageSize } from '../customer/stage-size.ts';
import { AidsContext } from '../customer/aids-context.ts';
import { contrasts, textSizes, zooms } from '../customer/look.ts';
import { useRoom } from '../customer/use-room.ts';
import { renderLine } from '../../core/strings/render.ts';
import type { Caption } from '../voice/captions.ts';
import type { Speaking } from '../voice/voice.ts';
import { panelNames, panels } from './panels.ts';
import { laidOut } from './screens.ts';
import { hashOf, viewOf, type View } from './view.ts';

const noKeypad = signal(null);

type GalleryProps = {
  readonly screens: readonly Screen[];
  /** Hears what the keys of a screen would do. */
  readonly act: (act: Act) => void;
};

/** Every screen a customer can come to, in every text size and language; turn the window for the other orientation. */
export function Gallery({ screens, act }: GalleryProps) {
  const [view, setView] = useState(() => viewOf(location.hash));
  useEffect(() => {
    const read = () => setView(viewOf(location.hash));
    addEventListener('hashchange', read);
    return () => removeEventListener('hashchange', read);
  }, []);
  const screen = screens.find(({ id }) => id === view.screen) ?? screens[0];
  if (screen === undefined) return null;
  if (view.bare) return <Glass screen={screen} view={view} act={act} />;
  return (
    <div class="gallery">
      <nav>
        <Switch
          name="language"
          values={languages}
          now={view.language}
          link={(language) => ({ ...view, language })}
        />
        <Switch
          name="size"
          values={textSizes}
          now={view.look.textSize}
          link={(textSize) => ({ ...view, look: { ...view.look, textSize } })}
        />
        <Switch
          name="contrast"
          values={contrasts}
          now={view.look.contrast}
          link={(contrast) => ({ ...view, look: { ...view.look, contrast } })}
        />
        <Switch
          name="zoom"
          values={zooms}
          now={view.look.zoom}
          link={(zoom) => ({ ...view, look: { ...view.look, zoom } })}
        />
        <Switch name="panel" values={panelNames} now={view.panel} link={(panel) => ({ ...view, panel })} />
        <ol>
          {screens.map(({ id }) => (
            <li key={id}>
              <a
                href={hashOf({ ...view, screen: id, page: 0 })}
                aria-current={id === screen.id ? 'page' : undefined}
              >
                {id}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      <Glass screen={screen} view={view} act={act} />
    </div>
  );
}

type SwitchProps<T extends string | number> = {
  readonly name: string;
  readonly values: readonly T[];
  readonly now: T | null;
  readonly link: (value: T) => View;
};

function Switch<T extends string | number>({ name, values, now, link }: SwitchProps<T>) {
  return (
    <p>
      {`${name}: `}
      {values.map((value) => (
        <a key={value} href={hashOf(link(value))} aria-current={value === now ? 'true' : undefined}>
          {value}
        </a>
      ))}
    </p>
  );
}

/** Nothing happens by itself in the gallery: a picture of a countdown is a picture. */
const stillClock: Clock = {
  nowMs: () => 0,
  monotonicMs: () => performance.now(),
  after: () => () => {},
};

type GlassProps = Pick<GalleryProps, 'act'> & { readonly screen: Screen; readonly view: View };

function Glass({ screen, view, act }: GlassProps) {
  const { element, room } = useRoom<HTMLDivElement>();
  const panel = view.panel === null ? null : panels[view.panel];
  const glass = view.bare ? room : (panel ?? room);
  if (room === null || glass === null) return <div ref={element} class="stage-room" />;
  const lies = orientationOf(glass);
  const scale = Math.min(1, room.widthPx / glass.widthPx, room.heightPx / glass.heightPx);
  const size = fitStage(glass, lies, panel, view.look.zoom);
  const rung = { at: 2, of: 5 };
  return (
    <div ref={element} class="stage-room">
      <AidsContext.Provider
        value={{
          look: view.look,
          volume: rung,
          speed: rung,
        }}
      >
        <div style={{ zoom: scale }}>
          <Still screen={screen} view={view} size={size} act={act} />
        </div>
      </AidsContext.Provider>
    </div>
  );
}

type StillProps = GlassProps & { readonly size: StageSize };

/** A screen as in one moment of being said. */
function Still({ screen, view, size, act }: StillProps) {
  const { language, look, lit } = view;
  const laid = useMemo(() => laidOut(screen, size.layout, look), [screen, size.layout, look]);
  const speaking = useSignal<Speaking | null>(null);
  const caption = useSignal<Caption | null>(null);
  const said = useSignal<readonly Line[]>([]);
  useEffect(() => {
    const lines = spokenOrder(laid);
    const line = lit === null ? undefined : lines[lit];
    said.value = lines;
    speaking.value = lit === null ? null : { line: lit, lit: { from: 0, to: 2 } };
    caption.value =
      line === undefined
        ? null
        : { text: renderLine(line, language, 'public').spoken, language, notice: null };
  }, [said, speaking, caption, laid, lit, language]);
  return (
    <KioskScreen
      key={view.page}
      screen={laid}
      language={language}
      look={look}
      size={size}
      firstPage={view.page}
      clock={stillClock}
      privacy="public"
      said={said}
      speaking={speaking}
      caption={caption}
      hush={() => {}}
      walkedTo={noKeypad}
      act={act}
    />
  );
}
