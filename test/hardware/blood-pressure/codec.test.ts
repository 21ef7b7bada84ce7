import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BloodPressureEvent } from '../../../core/devices/blood-pressure.ts';
import { decodeText, encodeFailed, encodeMeasured } from '../../../hardware/blood-pressure/codec.ts';
import { bloodPressureProfiles as profiles } from '../../../hardware/blood-pressure/profiles.ts';
import type { BloodPressureProfileName } from '../../../hardware/blood-pressure/profiles.ts';

const names = Object.keys(profiles) as BloodPressureProfileName[];
const { 'omron-hbp-9030': hbp9030, 'omron-hbp-9020': hbp9020, 'and-tm-2657p': tm2657p } = profiles;
const terumo = profiles['terumo-br-500'];

function measured(
  systolicMmHg: number,
  diastolicMmHg: number,
  meanMmHg: number | null,
  pulsePerMinute: number,
) {
  return { outcome: 'measured', reading: { systolicMmHg, diastolicMmHg, meanMmHg, pulsePerMinute } };
}
function failed(trouble: string, deviceCode: string | null = null) {
  return { outcome: 'failed', trouble, deviceCode };
}
/** The text with the field at a place replaced. */
function withField(profile: (typeof profiles)[BloodPressureProfileName], at: number, field: string): string {
  return profile.sample.split(profile.separator).with(at, field).join(profile.separator);
}

describe('captured lines', () => {
  test('an HBP-9020 line has the mean between systolic and diastolic', () => {
    const line = 'bp,99999999999999999999,2023/04/27,15:06,140,098,077,068,3';
    expect(decodeText(hbp9020, line)).toEqual(measured(140, 77, 98, 68));
  });

  test('a Terumo frame', () => {
    const text = 'R1,000000000,260429,103800,119,090,076,083,0000,0000,00000,000';
    expect(decodeText(terumo, text)).toEqual(measured(119, 76, 90, 83));
  });

  test('a TM-2657 frame, whose own mean is 4 mmHg above the rule of thumb', () => {
    expect(decodeText(tm2657p, tm2657p.sample)).toEqual(measured(127, 76, 97, 78));
  });

  test('a TM-2655 frame, whose own mean is 10 mmHg above the rule of thumb', () => {
    const text = 'TM2655|2005110848|RB|M|E00|S107|M 85|D 59|P 88|I16|L 92|'.replaceAll('|', '\x1e');
    expect(decodeText(tm2657p, text)).toEqual(measured(107, 59, 85, 88));
  });

  test('an HBP-9030 line of output format 5 has no mean', () => {
    const line = '2026,07,11,09,05,00000000000000000042,0,138,082,070,1';
    expect(decodeText(hbp9030, line)).toEqual(measured(138, 82, null, 70));
  });
});

describe('a line that is not a reading', () => {
  test.each([
    [hbp9030, 6, '7', failed('measurement-failed', '7')],
    [tm2657p, 4, 'E21', failed('measurement-failed', '21')],
  ] as const)(
    '%o with an error code is a failed measurement, whatever its figures',
    (profile, at, field, event) => {
      expect(decodeText(profile, withField(profile, at, field))).toEqual(event);
    },
  );

  test.each([
    [hbp9030, 6, ''],
    [hbp9030, 6, '+7'],
    [tm2657p, 4, 'X00'],
    [hbp9030, 6, '00'],
    [tm2657p, 4, 'E1'],
  ] as const)('%o with an error field of no known shape is no frame', (profile, at, field) => {
    expect(decodeText(profile, withField(profile, at, field))).toBeNull();
  });

  test.each([hbp9020, terumo])('zeros for figures are a failed measurement without a code', (profile) => {
    expect(decodeText(profile, encodeFailed(profile, '1'))).toEqual(failed('measurement-failed'));
  });

  test('an error code with figures of the wrong width is no frame', () => {
    expect(decodeText(hbp9030, withField(hbp9030, 6, '7').replace(',120,', ',12,'))).toBeNull();
  });

  test.each([hbp9030, tm2657p])('an error code comes with blanks for figures', (profile) => {
    const text = encodeFailed(profile, '7');
    const { systolic } = profile.places;
    expect(text.split(profile.separator)[systolic.at]).toBe(`${systolic.prefix}   `);
    expect(decodeText(profile, text)).toEqual(failed('measurement-failed', profile === hbp9030 ? '7' : '07'));
  });

  test.each(['83', '0083', '8 3', '083x', '', '-83', '8.3', '83 '])(
    'a value of other than three characters padded in front ends the frame: "%s"',
    (field) => {
      for (const place of Object.values(terumo.places)) {
        if (place === null) continue;
        expect(decodeText(terumo, withField(terumo, place.at, field))).toBeNull();
      }
    },
  );

  test('a value whose letter is another is not taken for it', () => {
    expect(decodeText(tm2657p, withField(tm2657p, 5, 'D127'))).toBeNull();
    expect(decodeText(tm2657p, withField(tm2657p, 6, 'P 97'))).toBeNull();
  });

  test.each(names)(
    '%s: a text that begins in another way, or breaks off before the pulse, is no frame',
    (name) => {
      const profile = profiles[name];
      expect(decodeText(profile, `0${profile.sample}`)).toBeNull();
      const fields = profile.sample.split(profile.separator);
      const cutOff = fields.slice(0, profile.places.pulse.at).join(profile.separator);
      expect(decodeText(profile, cutOff)).toBeNull();
    },
  );

  test.each(names)('%s: another model’s frame is no frame', (name) => {
    for (const other of names) {
      if (other !== name) expect(decodeText(profiles[name], profiles[other].sample)).toBeNull();
    }
  });
});

describe('figures that do not belong to anybody', () => {
  const figures = { systolicMmHg: 120, diastolicMmHg: 80, pulsePerMinute: 70 };
  const eventFor = (change: Partial<typeof figures>) =>
    decodeText(hbp9030, encodeMeasured(hbp9030, { ...figures, ...change }));

  test.each([
    ['systolicMmHg', 280, 281],
    ['diastolicMmHg', 20, 19],
    ['pulsePerMinute', 20, 19],
    ['pulsePerMinute', 250, 251],
  ] as const)('%s may be %i and not %i', (key, possible, impossible) => {
    expect(eventFor({ [key]: possible })).toMatchObject({
      outcome: 'measured',
      reading: { [key]: possible },
    });
    expect(eventFor({ [key]: impossible })).toEqual(failed('reading-implausible'));
  });

  test('systolic may be 40 and not 39, diastolic 200 and not 201', () => {
    expect(eventFor({ systolicMmHg: 40, diastolicMmHg: 20 })).toMatchObject({ outcome: 'measured' });
    expect(eventFor({ systolicMmHg: 39, diastolicMmHg: 20 })).toEqual(failed('reading-implausible'));
    expect(eventFor({ systolicMmHg: 280, diastolicMmHg: 200 })).toMatchObject({ outcome: 'measured' });
    expect(eventFor({ systolicMmHg: 280, diastolicMmHg: 201 })).toEqual(failed('reading-implausible'));
  });

  test('systolic is above diastolic', () => {
    expect(eventFor({ systolicMmHg: 81 })).toMatchObject({ outcome: 'measured' });
    expect(eventFor({ systolicMmHg: 80 })).toEqual(failed('reading-implausible'));
  });

  test('one value alone at zero is implausible, not a failed measurement', () => {
    expect(eventFor({ diastolicMmHg: 0 })).toEqual(failed('reading-implausible'));
    expect(eventFor({ systolicMmHg: 0 })).toEqual(failed('reading-implausible'));
  });

  test.each([
    [terumo, '087', '088', '094', '095'],
    [hbp9020, '094', '095', '101', '102'],
  ] as const)(
    'a computed mean is within 3 mmHg of (SYS + 2 DIA) / 3',
    (profile, below, least, most, above) => {
      const at = profile.places.mean!.at;
      const exact = profile === terumo ? withField(profile, 4, '121') : profile.sample;
      const eventAt = (mean: string) => decodeText(profile, exact.split(',').with(at, mean).join(','));
      expect(eventAt(least)).toMatchObject({ outcome: 'measured' });
      expect(eventAt(most)).toMatchObject({ outcome: 'measured' });
      expect(eventAt(below)).toEqual(failed('reading-implausible'));
      expect(eventAt(above)).toEqual(failed('reading-implausible'));
    },
  );

  test('a measured mean is between diastolic and systolic', () => {
    const eventAt = (mean: string) => decodeText(tm2657p, withField(tm2657p, 6, `M${mean}`));
    expect(eventAt(' 77')).toMatchObject({ outcome: 'measured' });
    expect(eventAt('126')).toMatchObject({ outcome: 'measured' });
    expect(eventAt(' 76')).toEqual(failed('reading-implausible'));
    expect(eventAt('127')).toEqual(failed('reading-implausible'));
  });
});

test.each(names)('%s: every plausible measurement survives the line', (name) => {
  const profile = profiles[name];
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 200 }),
      fc.integer({ min: 3, max: 80 }),
      fc.integer({ min: 20, max: 250 }),
      (diastolicMmHg, gap, pulsePerMinute) => {
        const systolicMmHg = Math.max(40, diastolicMmHg + gap);
        const event: BloodPressureEvent | null = decodeText(
          profile,
          encodeMeasured(profile, { systolicMmHg, diastolicMmHg, pulsePerMinute }),
        );
        expect(event).toMatchObject({
          outcome: 'measured',
          reading: { systolicMmHg, diastolicMmHg, pulsePerMinute },
        });
      },
    ),
  );
});
