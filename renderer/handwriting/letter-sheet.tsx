import type { LetterPad } from '../../core/journeys/screen.ts';
import { letterKeys } from '../../core/pinyin/letter-keys.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { letterLines } from '../customer/letter-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from '../widgets/key.tsx';
import { CandidateKeys } from './candidate-keys.tsx';
import { usePrompt } from './use-prompt.ts';
import { Written } from './written.tsx';

type LetterSheetProps = {
  readonly written: string;
  readonly pad: LetterPad;
  readonly choose: (offered: LetterPad['offered'][number]) => void;
  readonly act: (act: Act) => void;
};

/** Letters as they lie on a telephone, in place of the paper. */
export function LetterSheet({ written, pad, choose, act }: LetterSheetProps) {
  const { at, prompt, letters, offered, hasMore, live } = pad;
  usePrompt(at, prompt, letters[0]?.length ?? 0);
  return (
    <div class="sheet">
      <Written text={written} letters={letters} />
      <div class="asked" data-at={at}>
        <SpokenLine line={prompt} />
      </div>
      <CandidateKeys offered={offered} choose={choose} />
      <Key
        name="offered:more"
        look="others"
        disabled={!hasMore}
        onPress={() => act({ did: 'turn-page', direction: 1 })}
      >
        <SpokenLine line={fixedLines.otherCharacters} />
      </Key>
      <div class="letters">
        <Key
          name="pad:erase"
          look="erase"
          disabled={letters.length === 0 && written === ''}
          onPress={() => act({ did: 'erase-character' })}
        >
          <SpokenLine line={fixedLines.eraseSpelled} />
        </Key>
        {letterKeys.map((key) => (
          <Key
            key={key}
            name={`digit:${key}`}
            look="letter"
            disabled={!live.includes(key)}
            onPress={() => act({ did: 'press-letters', key })}
          >
            <SpokenLine line={letterLines[key]} />
          </Key>
        ))}
      </div>
    </div>
  );
}
