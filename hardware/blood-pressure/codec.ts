import * as v from 'valibot';
import { bloodPressureReadingSchema } from '../../core/devices/blood-pressure.ts';
import type {
  BloodPressureEvent,
  BloodPressureReading,
  BloodPressureTrouble,
} from '../../core/devices/blood-pressure.ts';
import type { BloodPressureProfile, Place } from './profiles.ts';

/** Figures as a monitor sends them, right or wrong. */
export type Figures = {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly pulsePerMinute: number;
};

const digitsPerValue = 3;

/**
 * What the text of a frame says; null when it is no frame of this profile. Date, time and whatever number was typed
 * in at the monitor are passed over: the one is not trusted, the other is nobody's business.
 */
export function decodeText(profile: BloodPressureProfile, text: string): BloodPressureEvent | null {
  if (text.search(profile.begins) !== 0) return null;
  const fields = text.split(profile.separator);
  const { systolic, mean, diastolic, pulse } = profile.places;
  const [systolicMmHg, diastolicMmHg, pulsePerMinute] = [systolic, diastolic, pulse].map((place) =>
    valueAt(fields, place),
  );
  const meanMmHg = mean === null ? null : valueAt(fields, mean);
  if ([systolicMmHg, diastolicMmHg, pulsePerMinute, meanMmHg].includes(undefined)) return null;
  const code = errorCodeIn(profile, fields);
  if (code === undefined) return null;
  const hasNoFigures = systolicMmHg === 0 && diastolicMmHg === 0;
  if (code !== null || hasNoFigures) return failed('measurement-failed', code);
  const reading = v.safeParse(bloodPressureReadingSchema, {
    systolicMmHg,
    diastolicMmHg,
    meanMmHg,
    pulsePerMinute,
  });
  if (!reading.success || !isMeanNear(profile, reading.output)) return failed('reading-implausible', null);
  return { outcome: 'measured', reading: reading.output };
}

/** The text that the monitor would send for these figures. */
export function encodeMeasured(profile: BloodPressureProfile, figures: Figures): string {
  const { systolicMmHg, diastolicMmHg, pulsePerMinute } = figures;
  const { systolic, mean, diastolic, pulse } = profile.places;
  const meanMmHg = Math.round((systolicMmHg + 2 * diastolicMmHg) / 3);
  const padded = (value: number) => String(value).padStart(digitsPerValue, profile.padding);
  const fields = profile.sample.split(profile.separator);
  putAt(fields, systolic, padded(systolicMmHg));
  if (mean !== null) putAt(fields, mean, padded(meanMmHg));
  putAt(fields, diastolic, padded(diastolicMmHg));
  putAt(fields, pulse, padded(pulsePerMinute));
  return fields.join(profile.separator);
}

/** The text of a measurement that the monitor gave up: blanks for values, or zeros where no error code is known. */
export function encodeFailed(profile: BloodPressureProfile, code: string): string {
  const { systolic, mean, diastolic, pulse } = profile.places;
  const fields = profile.sample.split(profile.separator);
  for (const place of [systolic, mean, diastolic, pulse]) {
    if (place !== null) putAt(fields, place, profile.errorCode === null ? '000' : '   ');
  }
  if (profile.errorCode !== null) {
    putAt(
      fields,
      profile.errorCode,
      code.padStart(profile.errorCode.none.length, '0').slice(-profile.errorCode.none.length),
    );
  }
  return fields.join(profile.separator);
}

export function failed(trouble: BloodPressureTrouble, deviceCode: string | null): BloodPressureEvent {
  return { outcome: 'failed', trouble, deviceCode };
}

/** Monitors that compute the mean round (SYS + 2 DIA) / 3 in their own way. */
function isMeanNear(
  { meanToleranceMmHg }: BloodPressureProfile,
  { systolicMmHg, diastolicMmHg, meanMmHg }: BloodPressureReading,
): boolean {
  if (meanToleranceMmHg === null || meanMmHg === null) return true;
  return Math.abs(meanMmHg - (systolicMmHg + 2 * diastolicMmHg) / 3) <= meanToleranceMmHg;
}

/**
 * Exactly three characters: a value that lost a digit on the way must not pass for a lower one. Blanks, which stand
 * for a value that was not measured, are 0; undefined for anything else.
 */
function valueAt(fields: readonly string[], place: Place): number | undefined {
  const text = fieldAt(fields, place);
  return text?.length === digitsPerValue && /^ *\d*$/.test(text) ? Number(text) : undefined;
}

/** Null for success, or where the monitor has no code; undefined for a field that holds none. */
function errorCodeIn(
  { errorCode }: BloodPressureProfile,
  fields: readonly string[],
): string | null | undefined {
  if (errorCode === null) return null;
  const code = fieldAt(fields, errorCode);
  if (code?.length !== errorCode.none.length || !/^[0-9A-Z]+$/.test(code)) return undefined;
  return code === errorCode.none ? null : code;
}

function fieldAt(fields: readonly string[], { at, prefix }: Place): string | undefined {
  const field = fields[at];
  return field?.startsWith(prefix) ? field.slice(prefix.length) : undefined;
}

function putAt(fields: string[], { at, prefix }: Place, value: string): void {
  fields[at] = prefix + value;
}
