import type { PictureName, Screen } from '../../core/journeys/screen.ts';
import { Key } from '../widgets/key.tsx';
import { Picture } from '../widgets/pictures/picture.tsx';
import type { Act } from './act.ts';
import { fixedLines } from './fixed-lines.ts';
import { SpokenLine } from './spoken-line.tsx';

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

type BarProps = { readonly keys: Screen['keys']; readonly act: (act: Act) => void };

/** The same eight keys at the same place on every screen (I5): way back, again, where, a person; and the voice. */
export function Bar({ keys, act }: BarProps) {
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
        {voiceKeys.map(({ to, line }) => (
          <Key key={to} name={`voice:${to}`} onPress={() => act({ did: 'tune-voice', to })}>
            <Picture name={to} />
            <SpokenLine line={line} />
          </Key>
        ))}
      </div>
    </footer>
  );
}
