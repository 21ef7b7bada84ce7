import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import type { VoiceTrouble } from '../../../core/voice/trouble.ts';
import { tellAgainAfterMs, tellVoiceTrouble } from '../../../renderer/start/tell-voice-trouble.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('staff hear of a mute kiosk without a sound, of each trouble once in a few hours', async () => {
  const clock = manualClock();
  const trouble = signal<VoiceTrouble | null>(null);
  const told: unknown[] = [];
  const invoke = (name: string, input: unknown) => {
    told.push([name, input]);
    return Promise.resolve({ ok: true, value: {} } as never);
  };
  tellVoiceTrouble({ invoke }, clock, trouble);
  for (const now of ['voice-missing', null, 'voice-missing', 'sound-stuck'] as const) trouble.value = now;
  const calls = ['voice-missing', 'sound-stuck'].map((reason) => ['staff.call', { reason, silent: true }]);
  expect(told).toEqual(calls);
  await clock.advance(tellAgainAfterMs);
  trouble.value = 'voice-missing';
  expect(told).toHaveLength(3);
});
