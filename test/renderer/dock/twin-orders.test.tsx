import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import type { Host } from '../../../core/contract/host.ts';
import { err, ok } from '../../../core/lib/result.ts';
import { TwinOrders } from '../../../renderer/dock/twin-orders.tsx';

const place = document.body.appendChild(document.createElement('div'));
afterEach(() => render(null, place));

function show(answer: unknown) {
  const calls: unknown[] = [];
  const host = {
    invoke: async (name: string, input: unknown) => {
      calls.push([name, input]);
      return answer;
    },
    on: () => () => {},
  } as unknown as Host;
  void act(() => render(<TwinOrders host={host} />, place));
  return calls;
}

function part<Kind extends HTMLElement>(name: string): Kind {
  return place.querySelector<Kind>(`[data-dock="order:${name}"]`)!;
}

async function type(device: string, words: string) {
  await act(() => {
    part<HTMLSelectElement>('device').value = device;
    part('device').dispatchEvent(new Event('change', { bubbles: true }));
    part<HTMLInputElement>('words').value = words;
    part('words').dispatchEvent(new Event('input', { bubbles: true }));
  });
}

async function give() {
  await act(async () => {
    place.querySelector('form')!.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true }));
    await Promise.resolve();
  });
}

test('an order goes to the device that was chosen, and its answer is shown', async () => {
  const calls = show(ok({ said: 'done' }));
  await type('code-scanner', 'scan abc');
  await give();
  expect(calls).toEqual([['dock.order', { device: 'code-scanner', words: 'scan abc' }]]);
  expect(part('said').textContent).toBe('done');
});

test('a refusal is shown by its name', async () => {
  show(err({ code: 'no-such-twin' }));
  await give();
  expect(part('said').textContent).toBe('no-such-twin');
});

test('nothing can be ordered with no words', async () => {
  show(ok({ said: 'done' }));
  await type('keypad', '');
  expect(part<HTMLButtonElement>('give').disabled).toBe(true);
});
