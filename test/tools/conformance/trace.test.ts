import { expect, test } from 'vitest';
import { usualLook } from '../../../renderer/customer/look.ts';
import { collectFindings } from '../../../tools/conformance/findings.ts';
import { traceChecks, type Trace } from '../../../tools/conformance/trace.ts';
import { panels, settings } from '../../../tools/conformance/view.ts';

const panel = panels[0]!;
const person = { name: 'fixed:person', box: { left: 800, top: 1_600, right: 1_000, bottom: 1_780 } };
const trace: Trace = {
  view: { panel, look: usualLook, language: 'zh-CN', screen: 'menu' },
  bar: [person],
  keys: ['choice:a', 'fixed:person'],
  words: ['您好', '办理'],
  icons: { 'choice:a': 50 },
};
const at = (screen: string) => ({ ...trace.view, screen });
const zoomed = {
  ...trace,
  view: { ...trace.view, look: { ...usualLook, zoom: 2 as const } },
  icons: { 'choice:a': 100 },
};

test('a key for help that stands 5 px lower on one screen is red, 3 px are not', () => {
  const lower = (px: number): Trace => ({
    ...trace,
    view: at('done'),
    bar: [{ ...person, box: { ...person.box, top: person.box.top + px, bottom: person.box.bottom + px } }],
  });
  expect(traceChecks['fixed-keys-same-place'].find([trace, lower(3)])).toEqual([]);
  expect(traceChecks['fixed-keys-same-place'].find([trace, lower(5)])).toHaveLength(1);
  expect(
    traceChecks['fixed-keys-same-place'].find([trace, { ...trace, view: at('done'), bar: [] }]),
  ).toHaveLength(1);
});

test('all pages at 200 % together have to hold every word and key, and drawings twice as high', () => {
  const { find } = traceChecks['zoom-loses-nothing'];
  const first = { ...zoomed, words: ['您好'], keys: ['fixed:person'], icons: {} };
  const second = { ...zoomed, words: ['办理'] };
  expect(find([trace, first, second])).toEqual([]);
  expect(find([trace, first]).map(({ what }) => what)).toEqual([
    '“办理” is gone at 200 %',
    'key choice:a is gone at 200 %',
  ]);
  expect(find([trace, { ...zoomed, icons: { 'choice:a': 80 } }])).toHaveLength(1);
});

test('there are three panels, three contrasts, four sizes and three languages', () => {
  expect(settings).toHaveLength(3 * 3 * 4 * 3);
  expect(panels.map(({ name }) => name)).toEqual(['21.5-portrait', '23.8-landscape', '32-portrait']);
});

test('equal faults are counted together, and a check that never looked is red', () => {
  const findings = collectFindings();
  findings.add('gaps', 'menu', [{ what: 'too narrow' }]);
  findings.add('gaps', 'done', [{ what: 'too narrow' }, { what: 'who knows', isUndecided: true }]);
  findings.add('targets', 'menu', []);
  expect(findings.of('gaps')).toEqual([
    { what: 'too narrow', isUndecided: false, times: 2, where: 'menu' },
    { what: 'who knows', isUndecided: true, times: 1, where: 'done' },
  ]);
  expect(findings.of('targets')).toEqual([]);
  expect(findings.of('lines')).toMatchObject([{ what: 'nothing was measured' }]);
  expect(findings.totals()).toEqual({ violations: 2, incomplete: 1 });
});
