import type { LetterPad } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from '../widgets/key.tsx';
import { CandidateKeys } from './candidate-keys.tsx';
import { InkCanvas } from './ink-canvas.tsx';
import { usePrompt } from './use-prompt.ts';
import type { Recognition, WritingInHand } from './use-writing.ts';
import { Written } from './written.tsx';

type PaperSheetProps = {
  readonly written: string;
  readonly writing: WritingInHand;
  readonly choose: (offered: LetterPad['offered'][number]) => void;
  readonly act: (act: Act) => void;
};

const hintId = 'handwriting-hint';

/** One character at a time: written below, chosen above. */
export function PaperSheet({ written, writing, choose, act }: PaperSheetProps) {
  const { strokes, recognition } = writing;
  const prompt = promptLines[recognition.at];
  usePrompt(recognition.at, prompt, strokes.length);
  const seen = recognition.at === 'seen' ? recognition.characters : [];
  return (
    <>
      <div class="sheet">
        <Written text={written} />
        <p class="asked" id={hintId} data-at={recognition.at}>
          <SpokenLine line={prompt} />
        </p>
        <CandidateKeys
          offered={seen.map((character) => ({ character, label: seenLine(character) }))}
          choose={choose}
        />
        <InkCanvas strokes={strokes} onStroke={writing.add} labelledBy={hintId} />
      </div>
      <div class="tools">
        <Key name="ink:undo" disabled={strokes.length === 0} onPress={writing.undo}>
          <SpokenLine line={fixedLines.undoStroke} />
        </Key>
        <Key name="ink:clear" disabled={strokes.length === 0} onPress={writing.clear}>
          <SpokenLine line={fixedLines.clearStrokes} />
        </Key>
        <Key name="written:erase" disabled={written === ''} onPress={() => act({ did: 'erase-character' })}>
          <SpokenLine line={fixedLines.eraseCharacter} />
        </Key>
      </div>
    </>
  );
}

const promptLines = {
  blank: fixedLines.writeHere,
  looking: { key: 'handwriting.looking' },
  unable: { key: 'handwriting.unable' },
  seen: { key: 'handwriting.which' },
} as const satisfies Record<Recognition['at'], Line>;

function seenLine(character: string): Line {
  return { key: 'handwriting.candidate', slots: { text: { kind: 'words', text: character } } };
}
