import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import { otherWay } from '../../../core/journeys/drafts/spelled.ts';
import { step } from '../../../core/journeys/step.ts';
import type { State } from '../../../core/journeys/visit.ts';
import type { Line } from '../../../core/strings/line.ts';
import { renderLine } from '../../../core/strings/render.ts';
import type { Act } from '../../../renderer/customer/act.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { WordsContext } from '../../../renderer/customer/words-context.ts';
import { HandwritingPad } from '../../../renderer/handwriting/handwriting-pad.tsx';
import { HandwritingContext } from '../../../renderer/handwriting/handwriting.ts';
import { openSpeller } from '../../../renderer/pinyin/open-speller.ts';
import { eventOf } from '../../../renderer/start/customer-events.ts';
import { samplePlaces } from '../../../tools/journey-map/sample-world.ts';
import { walkEnv } from '../../../tools/journey-map/walk.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { spelling } from '../../support/rare-screens.ts';

const clock = manualClock();
const env = { ...walkEnv, speller: openSpeller() };
const said: Line[] = [];
let state: State;

beforeEach(async () => {
  said.length = 0;
  state = spelling('');
  await draw();
});
afterEach(() => render(null, document.body));

/** The pad as the journey describes it, and the journey as the pad moves it. */
function draw() {
  const { body } = describe(state, env);
  if (body.kind !== 'handwriting') throw new Error(body.kind);
  const recogniser = { recognise: () => {}, forget: () => {}, isOver: () => false };
  const handwriting = {
    clock,
    open: () => Promise.resolve(recogniser),
    say: (lines: readonly Line[]) => void said.push(...lines),
  };
  const words = { language: 'zh-CN', privacy: 'public', said: signal([]), speaking: signal(null) } as const;
  return act(() =>
    render(
      <WordsContext.Provider value={words}>
        <HandwritingContext.Provider value={handwriting}>
          <HandwritingPad body={body} act={take} />
        </HandwritingContext.Provider>
      </WordsContext.Provider>,
      document.body,
    ),
  );
}
function take(what: Act): void {
  const event = eventOf(what, walkEnv.today, () => '');
  if (event !== null) state = step(state, event, samplePlaces).state;
}
async function press(...names: readonly string[]): Promise<void> {
  for (const name of names) {
    await act(() => find(`[data-key="${name}"]`).click());
    await draw();
  }
}
const find = (selector: string) => document.querySelector<HTMLButtonElement>(selector)!;
const offered = () => [...document.querySelectorAll('.candidate')].map((key) => key.textContent);

test('letters as on a telephone spell characters, and what is chosen is written', async () => {
  expect(find('[data-key="digit:7"]').textContent).toBe('pqrs');
  await press('digit:3', 'digit:2', 'digit:6', 'digit:4');
  expect(find('.written').textContent).toBe('解fang / dang');
  expect(offered()).toHaveLength(6);
  await press('candidate:放');
  expect(find('.written').textContent).toBe('解放');
  expect(offered()).toEqual([]);
});

test('other characters come at a key', async () => {
  await press('digit:5', 'digit:8');
  const first = offered();
  await press('offered:more');
  expect(offered().filter((character) => first.includes(character))).toEqual([]);
});

test('a key that leads to no syllable is no key, and the key for erasing always leads back', async () => {
  await press('digit:9');
  expect(find('[data-key="digit:9"]').disabled).toBe(true);
  expect(find('[data-key="digit:4"]').disabled).toBe(false);
  await press('digit:9', 'pad:erase', 'pad:erase');
  expect(find('.written').textContent).toBe('');
  expect(find('[data-key="digit:9"]').disabled).toBe(false);
  expect(find('[data-key="pad:erase"]').disabled).toBe(true);
});

test('the way back to the paper stands among the keys, and so does the way to the letters', async () => {
  await press(`choice:${otherWay.paper}`);
  expect(find('canvas.ink')).not.toBeNull();
  await press(`choice:${otherWay.keys}`);
  expect(find('.letters')).not.toBeNull();
});

test('says which key to press once the hand rests', async () => {
  await press('digit:5', 'digit:8');
  await act(() => clock.advance(1_600));
  expect(said).toEqual([{ key: 'handwriting.which' }]);
});

test('every offered character can be told from others of its sound, in a handset and nowhere else', async () => {
  await press('digit:5', 'digit:8');
  const keys = walkedKeys(describe(state, env));
  const road = keys.find(({ name }) => name === 'candidate:路')?.line;
  expect(renderLine(road!, 'zh-CN', 'private').spoken).toBe('路，路上的路。');
  expect(renderLine(road!, 'zh-CN', 'public').spoken).toBe('屏幕上的一个字。');
});
