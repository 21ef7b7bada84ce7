import { useContext, useEffect, useState } from 'preact/hooks';
import type { Body } from '../../core/journeys/screen.ts';
import type { Line } from '../../core/strings/line.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { ChoiceKey } from '../widgets/choices.tsx';
import { Key } from '../widgets/key.tsx';
import { Picture } from '../widgets/pictures/picture.tsx';
import './handwriting.css';
import { HandwritingContext } from './handwriting.ts';
import { InkCanvas } from './ink-canvas.tsx';
import { useFit } from './use-fit.ts';
import { useWriting, type Recognition } from './use-writing.ts';

export type PadProps = {
  readonly body: Extract<Body, { readonly kind: 'handwriting' }>;
  readonly act: (act: Act) => void;
};

const hintId = 'handwriting-hint';

/** One character at a time: written below, chosen above, and nothing is taken before it is chosen. */
export function HandwritingPad({ body, act }: PadProps) {
  const { say } = useContext(HandwritingContext);
  const writing = useWriting(useFit(body.context, body.written));
  const { strokes, recognition } = writing;
  usePrompt(recognition, strokes.length);

  function choose(character: string): void {
    say([candidateLine(character)]);
    writing.clear();
    act({ did: 'write-character', character });
  }

  return (
    <div class="writing">
      <div class="sheet">
        <Written text={body.written} />
        <p class="asked" id={hintId} data-at={recognition.at}>
          <SpokenLine line={promptLines[recognition.at]} />
        </p>
        <ul class="candidates">
          {(recognition.at === 'seen' ? recognition.characters : []).map((character) => (
            <li key={character}>
              <Key name={`candidate:${character}`} look="candidate" onPress={() => choose(character)}>
                <SpokenLine line={candidateLine(character)} />
              </Key>
            </li>
          ))}
        </ul>
        <InkCanvas strokes={strokes} onStroke={writing.add} labelledBy={hintId} />
      </div>
      <div class="tools">
        <Key name="ink:undo" disabled={strokes.length === 0} onPress={writing.undo}>
          <SpokenLine line={fixedLines.undoStroke} />
        </Key>
        <Key name="ink:clear" disabled={strokes.length === 0} onPress={writing.clear}>
          <SpokenLine line={fixedLines.clearStrokes} />
        </Key>
        <Key
          name="written:erase"
          disabled={body.written === ''}
          onPress={() => act({ did: 'erase-character' })}
        >
          <SpokenLine line={fixedLines.eraseCharacter} />
        </Key>
      </div>
      <div class="ends">
        <ChoiceKey choice={body.skip} look="skip" act={act} />
        <Key name="written:enter" tone="primary" onPress={() => act({ did: 'enter-writing' })}>
          <Picture name="check" />
          <SpokenLine line={fixedLines.enterWriting} />
        </Key>
      </div>
    </div>
  );
}

/** So many of the last characters stand on a small glass too. */
const tailLength = 7;

/** What has been chosen so far, and where the next character will stand. */
function Written({ text }: { readonly text: string }) {
  const characters = Array.from(text);
  return (
    <div class="written">
      <span class="head">{characters.slice(0, -tailLength).join('')}</span>
      {characters.slice(-tailLength).join('')}
      <span class="next" />
    </div>
  );
}

const promptLines = {
  blank: { key: 'handwriting.here' },
  looking: { key: 'handwriting.looking' },
  unable: { key: 'handwriting.unable' },
  seen: { key: 'handwriting.which' },
} as const satisfies Record<Recognition['at'], Line>;

function candidateLine(character: string): Line {
  return { key: 'handwriting.candidate', slots: { text: { kind: 'words', text: character } } };
}

/** A pen that rests so long has finished its character, or its owner is looking for help. */
const penRestsMs = 1_500;

/** Says what stands above the paper: once a character, when the pen rests. */
function usePrompt({ at }: Recognition, strokeCount: number): void {
  const { clock, say } = useContext(HandwritingContext);
  const [saidAt, setSaidAt] = useState<Recognition['at']>('blank');
  useEffect(() => {
    if (at === 'blank') return setSaidAt('blank');
    if (at === 'looking' || at === saidAt) return undefined;
    return clock.after(penRestsMs, () => {
      setSaidAt(at);
      say([promptLines[at]]);
    });
  }, [at, strokeCount, saidAt, clock, say]);
}
