import { describe, expect, test } from 'vitest';
import { bloodPressureKind } from '../../../hardware/blood-pressure/cli.ts';
import { bloodPressureProfiles } from '../../../hardware/blood-pressure/profiles.ts';
import { kindBench } from '../../support/kind-bench.ts';

/** What the twin of a kind says on a line of its own. */
async function hearingTwin(options: Readonly<Record<string, string>> = {}) {
  const { clock, twin, detach, opened } = kindBench(bloodPressureKind, options);
  const { heard } = await opened();
  const text = () => String.fromCharCode(...heard);
  return { clock, twin, heard, text, detach };
}

describe('the orders of a twin', () => {
  test.each([
    [[]],
    [['138', '82']],
    [['138', '82', 'x']],
    [['138', '82', '7000']],
    [['1', '2', '3', '4']],
    [['1.5', '2', '3']],
  ])('measure %j is refused and nothing is sent', async (words) => {
    const { clock, twin, heard } = await hearingTwin();
    expect(twin.orders['measure']?.obey(words)).toBe('three whole numbers up to 999, please');
    await clock.advance(1_000);
    expect(heard).toEqual([]);
  });

  test.each(['0', 'abc', '7-'])('measure-failed %s is refused', async (code) => {
    const { twin } = await hearingTwin();
    expect(twin.orders['measure-failed']?.obey([code])).toBe(
      'an error code of one or two characters, please',
    );
  });

  test('every order is named and says how it is used', async () => {
    const { twin } = await hearingTwin();
    expect(Object.entries(twin.orders).map(([name, { usage }]) => `${name} ${usage}`)).toEqual([
      'measure <systolic> <diastolic> <pulse>',
      'measure-failed [error code]',
    ]);
  });

  test.each(Object.entries(bloodPressureProfiles))(
    'the option profile makes it a %s',
    async (profile, { sample }) => {
      const { clock, twin, text } = await hearingTwin({ profile });
      expect(twin.orders['measure']?.obey(['138', '82', '70'])).toBeNull();
      await clock.advance(1_000);
      expect(text()).toContain(sample.slice(0, 5));
    },
  );

  test('an unknown profile makes it a Terumo', async () => {
    const { clock, twin, text } = await hearingTwin({ profile: 'toString' });
    twin.orders['measure-failed']?.obey([]);
    await clock.advance(1_000);
    expect(text()).toContain('R1,000000000,260429,103800,000,000,000,000,');
  });
});

describe('the faults of a twin', () => {
  test('strike as often as ordered, and only those it has', async () => {
    const { clock, twin, heard } = await hearingTwin({ profile: 'omron-hbp-9030' });
    expect(twin.faults).toEqual(['truncated', 'repeated']);
    expect(twin.setFault({ name: 'wrong-bcc', at: null, times: 1 })).toBe(false);
    expect(twin.setFault({ name: 'truncated', at: 3, times: 2 })).toBe(true);
    const lengths: number[] = [];
    for (let at = 0; at < 3; at += 1) {
      twin.orders['measure']?.obey(['138', '82', '70']);
      await clock.advance(1_000);
      lengths.push(heard.splice(0).length);
    }
    expect(lengths).toEqual([3, 3, bloodPressureProfiles['omron-hbp-9030'].sample.length + 2]);
  });

  test('a wrong check is another byte in the place of the right one', async () => {
    const { clock, twin, heard } = await hearingTwin();
    expect(twin.faults).toContain('wrong-bcc');
    twin.orders['measure']?.obey(['138', '82', '70']);
    await clock.advance(1_000);
    const right = heard.splice(0);
    twin.setFault({ name: 'wrong-bcc', at: null, times: 1 });
    twin.orders['measure']?.obey(['138', '82', '70']);
    await clock.advance(1_000);
    expect(heard).toHaveLength(right.length);
    expect(heard.slice(0, -1)).toEqual(right.slice(0, -1));
    expect(heard.at(-1)).not.toBe(right.at(-1));
  });

  test('repeated sends the same line again after a second', async () => {
    const { clock, twin, heard } = await hearingTwin();
    twin.setFault({ name: 'repeated', at: null, times: 1 });
    twin.orders['measure']?.obey(['138', '82', '70']);
    await clock.advance(900);
    const once = heard.splice(0);
    await clock.advance(1_000);
    expect(heard).toEqual(once);
  });

  test('a twin that was detached says nothing more', async () => {
    const { clock, twin, heard, detach } = await hearingTwin();
    detach();
    twin.orders['measure']?.obey(['138', '82', '70']);
    await clock.advance(1_000);
    expect(heard).toEqual([]);
  });
});

describe('the kind', () => {
  const { probe, defaultSettings } = bloodPressureKind;

  test('asks nothing, and knows a frame of any model among noise', async () => {
    expect([probe?.hello.length, probe?.settings.map(({ baudRate }) => baudRate)]).toEqual([
      0,
      [9_600, 2_400],
    ]);
    expect(defaultSettings.baudRate).toBe(9_600);
    for (const profile of Object.keys(bloodPressureProfiles)) {
      const { clock, twin, heard } = await hearingTwin({ profile });
      twin.orders['measure']?.obey(['138', '82', '70']);
      await clock.advance(1_000);
      expect(probe?.isAnswer(Uint8Array.of(7, 2, 0xff, ...heard))).toBe(true);
      expect(probe?.isAnswer(Uint8Array.from(heard.slice(0, 20)))).toBe(false);
    }
  });

  test('its watch tells what happened and never a figure', async () => {
    const { clock, twin, watching } = kindBench(bloodPressureKind, { profile: 'omron-hbp-9030' });
    const { said, reports, stop } = watching();
    await clock.advance(10);
    twin.orders['measure']?.obey(['138', '82', '70']);
    await clock.advance(1_000);
    twin.orders['measure-failed']?.obey(['7']);
    await clock.advance(1_000);
    twin.orders['measure']?.obey(['82', '138', '70']);
    await clock.advance(1_000);
    await stop();
    expect(said).toEqual([
      'measured: a reading that belongs together',
      'not measured: measurement-failed, the monitor says 7',
      'not measured: reading-implausible',
    ]);
    expect(reports.at(-1)).toEqual({ device: 'blood-pressure-monitor', state: 'online', cause: null });
  });
});
