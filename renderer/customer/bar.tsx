import type { PictureName, Screen } from '../../core/journeys/screen.ts';
import { Key } from '../widgets/key.tsx';
import { Picture } from '../widgets/pictures/picture.tsx';
import type { Act } from './act.ts';
import { fixedLines } from './fixed-lines.ts';
import type { Layout } from './stage-size.ts';
import { SpokenLine } from './spoken-line.tsx';
import type { Paging } from './use-pages.ts';

const fixedKeys = [
  { key: 'back', picture: 'arrow-left', line: fixedLines.back },
  { key: 'repeat', picture: 'repeat', line: fixedLines.repeat },
  { key: 'where', picture: 'map', line: fixedLines.where },
  { key: 'person', picture: 'bell', line: fixedLines.person },
] as const satisfies readonly { key: keyof Screen['keys']; picture: PictureName; line: unknown }[];

const voiceKeys = [
  { to: 'slower', line: fixedLines.slower },
  { to: 'faster', line: fixedLines.faster },
  { to: 'quieter', line: fixedLines.quieter },
  { to: 'louder', line: fixedLines.louder },
] as const;

type BarProps = {
  readonly keys: Screen['keys'];
  readonly layout: Layout;
  readonly paging: Paging;
  readonly act: (act: Act) => void;
};

/**
 * The same keys at the same place on every screen (I5): way back, again, where, a person; how one sees and hears; and
 * the voice, which stands in the panel where the glass is small.
 */
export function Bar({ keys, layout, paging, act }: BarProps) {
  return (
    <footer class="bar">
      <div class="fixed">
        {fixedKeys.map(({ key, picture, line }) => (
          <Key
            key={key}
            name={`fixed:${key}`}
            disabled={!keys[key]}
            onPress={() => act({ did: 'ask', for: key })}
          >
            <Picture name={picture} />
            <SpokenLine line={line} />
          </Key>
        ))}
      </div>
      <div class="tune">
        {layout === 'full' &&
          voiceKeys.map(({ to, line }) => (
            <Key key={to} name={`voice:${to}`} onPress={() => act({ did: 'tune-voice', to })}>
              <Picture name={to} />
              <SpokenLine line={line} />
            </Key>
          ))}
        <Key name="fixed:aids" onPress={() => act({ did: 'ask-aids' })}>
          <Picture name="eye-and-ear" />
          <SpokenLine line={fixedLines.aids} />
        </Key>
        {paging.pages > 1 && <MoreKey paging={paging} act={act} />}
      </div>
    </footer>
  );
}

/** Turns the content where it does not stand on the glass at once; never by swiping. */
function MoreKey({ paging, act }: Pick<BarProps, 'paging' | 'act'>) {
  const isLast = paging.page === paging.pages - 1;
  return (
    <Key
      name="screen:more"
      look="more"
      onPress={() => {
        paging.turn();
        act({ did: 'stir' });
      }}
    >
      <Picture name={isLast ? 'arrow-up' : 'arrow-down'} />
      <SpokenLine line={isLast ? fixedLines.top : fixedLines.more} />
    </Key>
  );
}
