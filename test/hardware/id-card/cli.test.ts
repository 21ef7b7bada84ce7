import { expect, test } from 'vitest';
import { idCardReaderKind } from '../../../hardware/id-card/cli.ts';
import { encodeAnswer } from '../../../hardware/id-card/codec.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { plainLine } from '../../../hardware/line-settings.ts';
import { kindBench } from '../../support/kind-bench.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const { probe, defaultSettings } = idCardReaderKind;
const recipe = probe!;

test('a reader is asked for its status at each speed it may be set to, the usual one first', () => {
  const status = vectors.commands.find(({ id }) => id === 'samStatus')!;
  expect(Buffer.from(recipe.hello).toString('hex').toUpperCase()).toBe(status.frameHex);
  expect(recipe.settings.map(({ baudRate }) => baudRate)).toEqual([115_200, 9_600, 57_600, 38_400, 19_200]);
  expect(recipe.settings[0]).toEqual(defaultSettings);
  expect(recipe.protocol).toBe('SAM_V');
});

test('any whole answer makes a reader, also one in trouble and behind noise', () => {
  expect(recipe.isAnswer(encodeAnswer(0x90))).toBe(true);
  expect(recipe.isAnswer(encodeAnswer(0x60))).toBe(true);
  expect(recipe.isAnswer(Uint8Array.of(1, 2, 0xaa, ...encodeAnswer(0x90)))).toBe(true);
});

test('neither an echo, nor half an answer, nor noise, nor silence makes a reader', () => {
  expect(recipe.isAnswer(recipe.hello)).toBe(false);
  expect(recipe.isAnswer(encodeAnswer(0x90).slice(0, -1))).toBe(false);
  expect(recipe.isAnswer(encodeAnswer(0x90).with(-1, 0))).toBe(false);
  expect(recipe.isAnswer(Uint8Array.of(0x12, 0x16))).toBe(false);
  expect(recipe.isAnswer(new Uint8Array(0))).toBe(false);
});

test.each([115_200, 9_600])(
  'the twin answers the hello within the patience of the probe at %i baud',
  async (baudRate) => {
    const { clock, opened } = kindBench(idCardReaderKind, {}, plainLine(baudRate));
    const { port, heard } = await opened();
    await port.write(recipe.hello, 100);
    await clock.advance(recipe.patienceMs);
    expect(recipe.isAnswer(Uint8Array.from(heard))).toBe(true);
  },
);

test('a watch tells what happens, and nothing that is anybody’s', async () => {
  const { clock, twin, watching } = kindBench(idCardReaderKind);
  const { said, reports, stop } = watching();
  await clock.advance(100);
  twin.orders['lay']!.obey(['rare-name']);
  await clock.advance(500);
  twin.orders['lift']!.obey([]);
  await clock.advance(500);
  twin.orders['lay']!.obey(['wrong-check-digit']);
  twin.setFault({ name: 'sw3-31', at: 3, times: 1 });
  await clock.advance(500);
  await stop();
  expect(said).toEqual([
    'card laid',
    'card read: resident, name of 3 characters',
    'card lifted',
    'card laid',
    'read refused: card-refused-module (00 00 31)',
    'card trouble: card-number-wrong',
  ]);
  expect(reports.map(({ state }) => state)).toEqual(['online']);
  const { name, number, address } = twinDemoCards['rare-name'];
  for (const personal of [name, number, address]) expect(said.join()).not.toContain(personal);
});
