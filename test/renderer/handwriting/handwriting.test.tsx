import { afterEach, describe as group, expect, test, vi } from 'vitest';
import type { HandwritingTrouble } from '../../../core/handwriting/messages.ts';
import { createHandwriting } from '../../../renderer/handwriting/handwriting.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** Stands where the browser would start a worker; the test lets it die. */
class SilentWorker extends EventTarget {
  static readonly all: SilentWorker[] = [];
  constructor() {
    super();
    SilentWorker.all.push(this);
  }
  postMessage(): void {}
  terminate(): void {}
}

afterEach(() => {
  SilentWorker.all.length = 0;
  vi.unstubAllGlobals();
});

function handwriting() {
  const troubles: HandwritingTrouble[] = [];
  const parts = {
    clock: manualClock(),
    say: () => {},
    onTrouble: (what: HandwritingTrouble) => void troubles.push(what),
  };
  return { troubles, ...createHandwriting(parts) };
}

group('the recogniser of the page', () => {
  test('is opened once, however many pads ask for it', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const { open } = handwriting();
    const [first, second] = await Promise.all([open(), open()]);
    expect(first).not.toBeNull();
    expect(second).toBe(first);
    expect(await open()).toBe(first);
    expect(SilentWorker.all).toHaveLength(1);
  });

  test('is replaced for the next pad once it has given up, and staff have heard why', async () => {
    vi.stubGlobal('Worker', SilentWorker);
    const { open, troubles } = handwriting();
    const first = await open();
    SilentWorker.all[0]!.dispatchEvent(new Event('error'));
    SilentWorker.all[1]!.dispatchEvent(new Event('error'));
    expect(first?.isOver()).toBe(true);
    expect(troubles).toEqual(['worker-died']);
    const next = await open();
    expect(next).not.toBe(first);
    expect(next?.isOver()).toBe(false);
  });

  test('is none where no worker can be started; staff hear of it and nothing breaks', async () => {
    vi.stubGlobal('Worker', undefined);
    const { open, troubles } = handwriting();
    expect(await open()).toBeNull();
    expect(troubles).toContain('worker-died');
  });
});
