import { expect, test } from 'vitest';
import { describe } from '../../../core/journeys/describe.ts';
import type { State } from '../../../core/journeys/visit.ts';
import { languages } from '../../../core/strings/language.ts';
import { renderLine, type Privacy } from '../../../core/strings/render.ts';
import { digitWords } from '../../../core/voice/number-words.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { walkedKeys } from '../../../renderer/customer/walked-keys.ts';
import { sampleAcceptance, sampleCard, samplePhone } from '../../../tools/journey-map/sample-world.ts';
import { walk, walkEnv } from '../../../tools/journey-map/walk.ts';
import { claim } from '../../support/rare-screens.ts';

/** Every line that any screen can say, and those of its keys; each once. */
const lines = new Map(
  walk()
    .states.map((state) => describe(state, walkEnv))
    .flatMap((screen) => [...spokenOrder(screen), ...walkedKeys(screen).flatMap(({ line }) => line ?? [])])
    .map((line) => [JSON.stringify(line), line]),
);

function everythingSaid(privacy: Privacy): readonly string[] {
  return languages.flatMap((language) =>
    [...lines.values()].map((line) => renderLine(line, language, privacy).spoken),
  );
}

/** What the sample customer would not have others hear. */
const canaries = [
  sampleCard.name,
  ...languages.flatMap((language) => [
    ...[samplePhone.slice(3, 7), samplePhone.slice(7)].map((digits) => digitWords(digits, [], language)),
    digitWords(sampleCard.number.slice(-4), [], language),
    digitWords(sampleAcceptance.slipNumber.replaceAll(/\D/gu, ''), [], language),
  ]),
];

test('the loudspeaker says neither name nor number of anybody, on no screen, in no language', () => {
  const said = everythingSaid('public');
  expect(said.length).toBeGreaterThan(300);
  for (const canary of canaries) {
    expect([canary, said.filter((line) => line.includes(canary))]).toEqual([canary, []]);
  }
  expect(said.filter((line) => /\p{Nd}/u.test(line))).toEqual([]);
});

test('the handset does say them', () => {
  const said = everythingSaid('private');
  const heard = canaries.filter((canary) => said.some((line) => line.includes(canary)));
  expect(heard).toEqual(
    expect.arrayContaining([sampleCard.name, digitWords(samplePhone.slice(3, 7), [], 'zh-CN')]),
  );
});

test('where-am-I says the errand and how many steps are left', () => {
  const back: State = { at: 'asking', work: { ...claim, answers: {} }, question: 'who', draft: { kind: 'none' }, reader: 'own-card' }; // prettier-ignore
  const said = spokenOrder(describe({ at: 'whereAmI', back }, walkEnv)).map(
    (line) => renderLine(line, 'zh-CN', 'public').spoken,
  );
  expect(said.join('')).toMatch(/汉口支公司.*正在办理赔报案，还有[两三四五六七八九十]+步/u);
});
