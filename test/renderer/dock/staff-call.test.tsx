import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { calls } from '../../../core/contract/calls.ts';
import { StaffCall } from '../../../renderer/dock/staff-call.tsx';

afterEach(() => render(null, document.body));

function show(reason: string, silent: boolean): string {
  render(<StaffCall call={{ reason, silent }} onAnswered={() => {}} />, document.body);
  return document.body.textContent;
}

test('Every reason for which a person is called has words for staff, and no code is shown.', () => {
  const reasons = calls['staff.call'].input.entries.reason.options;
  expect(reasons.length).toBeGreaterThan(5);
  const words = reasons.map((reason) => {
    const shown = show(reason, false);
    expect(shown).not.toContain(reason);
    expect(shown).toMatch(/\p{Script=Han}{4}/u);
    return shown;
  });
  expect(new Set(words).size).toBe(reasons.length);
});

test('A reason that this version does not know is shown as it is.', () => {
  expect(show('roof-leaks', false)).toContain('roof-leaks');
  expect(show('constructor', false)).toContain('constructor');
});

test('A silent call says that it was silent, and only that one does.', () => {
  expect(show('worrying-answer', true)).toContain('静音');
  expect(show('worrying-answer', false)).not.toContain('静音');
});

test('Nothing is shown until a person is called; whoever comes says so once.', async () => {
  let answers = 0;
  render(<StaffCall call={null} onAnswered={() => (answers += 1)} />, document.body);
  expect(document.body.textContent).toBe('');
  render(
    <StaffCall call={{ reason: 'device', silent: false }} onAnswered={() => (answers += 1)} />,
    document.body,
  );
  await act(() => document.querySelector<HTMLElement>('[data-dock="staff-answered"]')?.click());
  expect(answers).toBe(1);
});
