import { useComputed, type ReadonlySignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Screen } from '../../core/journeys/screen.ts';
import type { Clock } from '../../core/lib/clock.ts';
import type { Language } from '../../core/strings/language.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Privacy } from '../../core/strings/render.ts';
import type { Caption } from '../voice/captions.ts';
import type { Speaking } from '../voice/voice.ts';
import { BodyView } from '../widgets/body.tsx';
import { Picture } from '../widgets/pictures/picture.tsx';
import { PressContext } from '../widgets/press-context.ts';
import { createPressGuard } from '../widgets/press-guard.ts';
import type { Act } from './act.ts';
import { Bar } from './bar.tsx';
import { CaptionStrip } from './caption-strip.tsx';
import { Countdown } from './countdown.tsx';
import { SpokenLine } from './spoken-line.tsx';
import type { StageSize } from './stage-size.ts';
import type { Look } from './look.ts';
import { Stage } from './stage.tsx';
import { usePages, type Paging } from './use-pages.ts';
import { titleId } from './title-id.ts';
import { WordsContext } from './words-context.ts';

export type KioskScreenProps = {
  readonly screen: Screen;
  readonly language: Language;
  readonly look: Look;
  readonly size: StageSize;
  /** Page of the content to begin with, from 0. */
  readonly firstPage?: number;
  readonly clock: Clock;
  readonly privacy: Privacy;
  readonly said: ReadonlySignal<readonly Line[]>;
  readonly speaking: ReadonlySignal<Speaking | null>;
  readonly caption: ReadonlySignal<Caption | null>;
  readonly hush: () => void;
  /** The key that the tactile keypad has walked to; see `renderer/start/keypad`. */
  readonly walkedTo: ReadonlySignal<string | null>;
  readonly act: (act: Act) => void;
};

/** One screen of the journey, whichever it is: it knows kinds of bodies and nothing of the journey's states. */
export function KioskScreen(props: KioskScreenProps) {
  const { screen, language, look, size, clock, privacy, said, speaking, caption, hush, walkedTo, act } =
    props;
  const content = useRef<HTMLElement>(null);
  const paging = usePages(content, screen.id, [screen, language, look, size, privacy], props.firstPage);
  useFollow(content, paging, speaking, walkedTo);
  const isMeant = useMemo(() => createPressGuard(clock), [clock]);
  const press = useMemo(
    () => ({ screenId: `${screen.id} ${paging.page}`, isMeant, walkedTo }),
    [screen.id, paging.page, isMeant, walkedTo],
  );
  return (
    <WordsContext.Provider value={{ language, privacy, said, speaking }}>
      <PressContext.Provider value={press}>
        <Stage size={size} look={look} language={language} onTouch={hush}>
          <main
            ref={content}
            class="screen"
            data-screen={screen.id}
            data-body={screen.body.kind}
            data-page={paging.pages > 1 ? paging.page : undefined}
            data-pages={paging.pages > 1 ? paging.pages : undefined}
          >
            <Said key={screen.id} screen={screen} clock={clock} />
            <div class="do">
              <BodyView body={screen.body} act={act} />
            </div>
          </main>
          <CaptionStrip caption={caption} />
          <Bar keys={screen.keys} layout={size.layout} paging={paging} act={act} />
        </Stage>
      </PressContext.Provider>
    </WordsContext.Provider>
  );
}

/** What is being said, and the key that the keypad has walked to, are never on another page. */
function useFollow(
  content: RefObject<HTMLElement | null>,
  paging: Paging,
  speaking: KioskScreenProps['speaking'],
  walkedTo: KioskScreenProps['walkedTo'],
): void {
  const line = useComputed(() => speaking.value?.line ?? null);
  const { value: said } = line;
  const { value: walked } = walkedTo;
  useEffect(() => {
    const lit = content.current?.querySelector('.lit');
    if (lit != null) paging.turnTo(lit);
  }, [said]);
  useEffect(() => {
    const key = content.current?.querySelector('[data-walked]');
    if (key != null) paging.turnTo(key);
  }, [walked]);
}

/** What the screen says. Its heading takes the focus when it appears, so that a screen reader begins there. */
function Said({ screen, clock }: { readonly screen: Screen; readonly clock: Clock }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="say" role={screen.body.kind === 'wait' ? 'status' : undefined}>
      {screen.picture !== null && <Picture name={screen.picture} />}
      <div class="told">
        <h1 id={titleId} ref={heading} tabIndex={-1}>
          <SpokenLine line={screen.title} />
        </h1>
        {screen.details.map((line, at) => (
          <p key={at}>
            <SpokenLine line={line} />
          </p>
        ))}
        {screen.countdownMs !== null && <Countdown totalMs={screen.countdownMs} clock={clock} />}
      </div>
    </div>
  );
}
