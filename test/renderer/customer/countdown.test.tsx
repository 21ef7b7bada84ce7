import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { Countdown } from '../../../renderer/customer/countdown.tsx';
import { manualClock } from '../../support/manual-clock.ts';

afterEach(() => render(null, document.body));

function left(): string | null | undefined {
  return document.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow');
}

test('The bar of the time-out warning grows shorter second by second, to nothing and no further.', async () => {
  const clock = manualClock();
  await act(() => render(<Countdown totalMs={60_000} clock={clock} />, document.body));
  expect(left()).toBe('100');
  for (let second = 1; second <= 30; second += 1) await act(() => clock.advance(1_000));
  expect(left()).toBe('50');
  for (let second = 31; second <= 90; second += 1) await act(() => clock.advance(1_000));
  expect(left()).toBe('0');
});

test('A warning that is answered leaves no timer behind.', async () => {
  let cancelled = 0;
  const clock = { ...manualClock(), after: () => () => void (cancelled += 1) };
  await act(() => render(<Countdown totalMs={60_000} clock={clock} />, document.body));
  await act(() => render(null, document.body));
  expect(cancelled).toBe(1);
});
