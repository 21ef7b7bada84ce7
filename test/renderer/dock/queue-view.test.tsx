import { signal } from '@preact/signals';
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, expect, test } from 'vitest';
import { linkTiers, type LinkTier } from '../../../core/strings/link-tiers.ts';
import { QueueView, type QueueFacts } from '../../../renderer/dock/queue-view.tsx';

const queue = signal<QueueFacts | null>(null);
afterEach(() => render(null, document.body));

test('staff see how far the line reaches, and that it has changed', () => {
  render(<QueueView queue={queue} />, document.body);
  expect(document.body.textContent).toBe('');
  for (const tier of Object.keys(linkTiers) as LinkTier[]) {
    void act(() => {
      queue.value = { pending: 2, lastReceiptMs: null, tier, trouble: null };
    });
    const { chinese, english } = linkTiers[tier];
    expect(document.querySelector('[data-tier]')?.textContent).toBe(chinese);
    expect(document.querySelector('p small')?.textContent).toContain(english);
  }
});
