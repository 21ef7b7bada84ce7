import { signal, useSignal } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Clock } from '../../core/lib/clock.ts';
import { languages } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Act } from '../customer/act.ts';
import { KioskScreen } from '../customer/kiosk-screen.tsx';
import { spokenOrder } from '../customer/spoken-order.ts';
import { fitStage, orientationOf } from '../customer/stage-size.ts';
import { textSizes } from '../customer/stage.tsx';
import { useRoom } from '../customer/use-room.ts';
import type { Speaking } from '../voice/voice.ts';
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
          now={view.textSize}
          link={(textSize) => ({ ...view, textSize })}
        />
        <ol>
          {screens.map(({ id }) => (
            <li key={id}>
              <a href={hashOf({ ...view, screen: id })} aria-current={id === screen.id ? 'page' : undefined}>
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

type SwitchProps<T extends string> = {
  readonly name: string;
  readonly values: readonly T[];
  readonly now: T;
  readonly link: (value: T) => View;
};

function Switch<T extends string>({ name, values, now, link }: SwitchProps<T>) {
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
  const speaking = useSignal<Speaking | null>(null);
  const said = useSignal<readonly Line[]>([]);
  useEffect(() => {
    said.value = spokenOrder(screen);
    speaking.value = view.lit === null ? null : { line: view.lit, lit: { from: 0, to: 2 } };
  }, [said, speaking, screen, view.lit]);
  return (
    <div ref={element} class="stage-room">
      {room !== null && (
        <KioskScreen
          screen={screen}
          language={view.language}
          textSize={view.textSize}
          size={fitStage(room, orientationOf(room), null)}
          clock={stillClock}
          privacy="public"
          said={said}
          speaking={speaking}
          hush={() => {}}
          walkedTo={noKeypad}
          act={act}
        />
      )}
    </div>
  );
}
