import { expect, test } from 'vitest';
import { errands } from '../../../core/journeys/errands/all.ts';
import { can } from '../../../core/rules/can.ts';
import { errandIds } from '../../../core/records/errand-record.ts';
import { questionScenes } from '../../../tools/personas/errand.ts';
import { scenesOf } from '../../../tools/personas/scenes.ts';

test.each(errandIds)('the first answers of %s lead through its questions to the reading back', (errand) => {
  const scenes = questionScenes(errand);
  expect(scenes.length).toBeGreaterThan(2);
  expect(scenes.at(-1)?.name).toBe('reading-back.title');
});

test.each(errandIds)('the first answers of %s ask for something that this machine may accept', (errand) => {
  const first = errands[errand].questions.find(({ kind }) => kind === 'choice');
  const option = first?.kind === 'choice' ? (first.options[0]?.id ?? '') : '';
  const item = errands[errand].item({ [first?.id ?? '']: { kind: 'choice', option, by: 'customer' } });
  expect(item === null ? null : can(item).class).not.toBe('C');
});

test('what was typed and where it was must be made out before it is confirmed', () => {
  const shown = questionScenes('claim-report')
    .at(-1)
    ?.needs?.map((words) => words.shown);
  expect(shown).toEqual(['北京市东城区', '13800138000']);
});

test('over the handset the number read back is spoken in words, not shown', () => {
  const [phone] = questionScenes('contact-change').at(-1)?.needs ?? [];
  expect(phone?.spoken).toMatch(/^[^\d]+$/);
});

test('a place is one decision, however many lists lead to it, and saying "go on" is none', () => {
  const decisions = scenesOf('claim-report').flatMap(({ decides }) => decides ?? []);
  expect(decisions).toEqual(['errand', 'who', 'what', 'day', 'where', 'call-back', 'reading-back']);
});
