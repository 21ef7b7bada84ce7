import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe as group, expect, test } from 'vitest';
import type { Sight } from '../../../core/handwriting/recognising.ts';
import type { Line } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { WordsContext } from '../../../renderer/customer/words-context.ts';
import { HandwritingPad } from '../../../renderer/handwriting/handwriting-pad.tsx';
import { HandwritingContext } from '../../../renderer/handwriting/handwriting.ts';
import { manualClock } from '../../support/manual-clock.ts';

const clock = manualClock();
const acts: Act[] = [];
const said: (readonly Line[])[] = [];
/** What the machine makes of a writing with so many strokes. */
let sightOf: (strokes: number) => Sight = () => null;

beforeEach(async () => {
  acts.length = 0;
  said.length = 0;
  sightOf = (strokes) => ({ read: strokes === 1 ? ['一'] : ['二'], matched: ['三'] });
  const recogniser = {
    recognise: (writing: readonly unknown[], tell: (sight: Sight) => void) => tell(sightOf(writing.length)),
    forget: () => {},
    isOver: () => false,
  };
  const body = {
    kind: 'handwriting',
    written: '解放',
    context: 'name',
    letterPad: null,
    otherWay: { id: 'by-pinyin', label: { key: 'pinyin.open' }, picture: null, tone: 'plain' },
    skip: { id: 'not-written', label: { key: 'new-street.skip' }, picture: 'phone', tone: 'quiet' },
  } as const;
  const handwriting = {
    clock,
    open: () => Promise.resolve(recogniser),
    say: (lines: readonly Line[]) => void said.push(lines),
  };
  const words = { language: 'zh-CN', privacy: 'public', said: signal([]), speaking: signal(null) } as const;
  await act(() =>
    render(
      <WordsContext.Provider value={words}>
        <HandwritingContext.Provider value={handwriting}>
          <HandwritingPad body={body} act={(what) => acts.push(what)} />
        </HandwritingContext.Provider>
      </WordsContext.Provider>,
      document.body,
    ),
  );
});
afterEach(() => render(null, document.body));

const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;
const offered = () => [...document.querySelectorAll('.candidate')].map((key) => key.textContent);
const press = (name: string) => act(() => find(`[data-key="${name}"]`).click());

/** A stroke of one point, by the pointer of this id. */
async function draw(pointerId = 1): Promise<void> {
  const paper = find('canvas.ink');
  paper.setPointerCapture = () => {};
  await act(() => {
    for (const type of ['pointerdown', 'pointerup'])
      paper.dispatchEvent(new PointerEvent(type, { pointerId, button: 0, bubbles: true }));
  });
  await act(() => Promise.resolve());
}

group('the pad', () => {
  test('offers what is seen in the strokes, and writes only what is chosen', async () => {
    expect(find('.asked').textContent).toBe('用手指在这里写一个字。');
    await draw();
    expect(offered()).toEqual(['一', '三']);
    await draw();
    expect(offered()).toEqual(['二', '三']);
    expect(acts).toEqual([]);
    await press('candidate:三');
    expect(acts).toEqual([{ did: 'write-character', character: '三' }]);
    expect(offered()).toEqual([]);
  });

  test('shows all that is written once more where it is finished', () => {
    expect(find('.whole').textContent).toBe('解放');
  });

  test('takes back the last stroke, or all', async () => {
    await draw();
    await draw();
    await press('ink:undo');
    await act(() => Promise.resolve());
    expect(offered()).toEqual(['一', '三']);
    await press('ink:clear');
    expect(offered()).toEqual([]);
    expect(find('[data-key="ink:undo"]')).toHaveProperty('disabled', true);
  });

  test('says which key to press once the pen rests, once a character', async () => {
    await draw();
    await clock.advance(1_000);
    await draw();
    await clock.advance(1_000);
    expect(said).toEqual([]);
    await act(() => clock.advance(1_000));
    expect(said).toEqual([[{ key: 'handwriting.which' }]]);
    await draw();
    await act(() => clock.advance(5_000));
    expect(said).toHaveLength(1);
  });

  test('says kindly, by eye and ear, that it cannot read', async () => {
    sightOf = () => null;
    await draw();
    expect(find('.asked').textContent).toBe('现在认不出手写的字，可以不写。');
    await act(() => clock.advance(2_000));
    expect(said).toEqual([[{ key: 'handwriting.unable' }]]);
    await press('choice:not-written');
    expect(acts).toEqual([{ did: 'choose', choice: 'not-written' }]);
  });

  test('erases a character and hands the text in', async () => {
    await press('written:erase');
    await press('written:enter');
    expect(acts).toEqual([{ did: 'erase-character' }, { did: 'enter-writing' }]);
    expect(find('.written').textContent).toBe('解放');
  });
});

test('the loudspeaker never says the character', async () => {
  await draw();
  await press('candidate:一');
  const line = said.flat()[0]!;
  expect(renderLine(line, 'zh-CN', 'public').spoken).toBe('屏幕上的一个字。');
  expect(renderLine(line, 'zh-CN', 'private').spoken).toBe('一。');
});
