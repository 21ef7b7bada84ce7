import { useContext } from 'preact/hooks';
import type { Body, LetterPad } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { ChoiceKey } from '../widgets/choices.tsx';
import { Key } from '../widgets/key.tsx';
import { Picture } from '../widgets/pictures/picture.tsx';
import './handwriting.css';
import { HandwritingContext } from './handwriting.ts';
import { LetterSheet } from './letter-sheet.tsx';
import { PaperSheet } from './paper-sheet.tsx';
import { useFit } from './use-fit.ts';
import { useWriting } from './use-writing.ts';

export type PadProps = {
  readonly body: Extract<Body, { readonly kind: 'handwriting' }>;
  readonly act: (act: Act) => void;
};

/** Characters one by one, by hand or on letter keys. What stands on the paper stays there while the keys are used. */
export function HandwritingPad({ body, act }: PadProps) {
  const { written, letterPad } = body;
  const { say } = useContext(HandwritingContext);
  const writing = useWriting(useFit(body.context, written));

  function choose({ character, label }: LetterPad['offered'][number]): void {
    say([label]);
    if (letterPad === null) writing.clear();
    act({ did: 'write-character', character });
  }

  return (
    <div class="writing" data-way={letterPad === null ? 'paper' : 'letters'}>
      {letterPad === null ? (
        <PaperSheet written={written} writing={writing} choose={choose} act={act} />
      ) : (
        <LetterSheet written={written} pad={letterPad} choose={choose} act={act} />
      )}
      <p class="whole">{`${written} ${letterPad?.letters.join(' / ') ?? ''}`.trim()}</p>
      <div class="ends">
        <ChoiceKey choice={body.otherWay} look="way" act={act} />
        <ChoiceKey choice={body.skip} look="skip" act={act} />
        <Key name="written:enter" tone="primary" onPress={() => act({ did: 'enter-writing' })}>
          <Picture name="check" />
          <SpokenLine line={fixedLines.enterWriting} />
        </Key>
      </div>
    </div>
  );
}
