import * as v from 'valibot';

function whole(min: number, max: number) {
  return v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));
}

/**
 * One measurement as a customer may see it: a reference value (参考值), never a diagnosis. Health data, therefore
 * personal: memory only, never logged. What no living arm gives is not a reading.
 */
export const bloodPressureReadingSchema = v.pipe(
  v.object({
    systolicMmHg: whole(40, 280),
    diastolicMmHg: whole(20, 200),
    /** Mean arterial pressure; null where the device does not tell it. */
    meanMmHg: v.nullable(whole(20, 280)),
    pulsePerMinute: whole(20, 250),
  }),
  v.check(({ systolicMmHg, diastolicMmHg }) => systolicMmHg > diastolicMmHg, 'systolic above diastolic'),
  v.check(
    ({ systolicMmHg, diastolicMmHg, meanMmHg }) =>
      meanMmHg === null || (meanMmHg > diastolicMmHg && meanMmHg < systolicMmHg),
    'mean between the two',
  ),
);
export type BloodPressureReading = v.InferOutput<typeof bloodPressureReadingSchema>;

/** Why a measurement gave no reading. Each has the customer's words in `core/strings`; all are mended by measuring again. */
export const bloodPressureTroubles = [
  'measurement-failed', // the monitor says so: the arm moved, the cuff was loose
  'reading-implausible', // figures that do not belong together or to anybody
  'reading-damaged', // a frame with a wrong check, or one that broke off
] as const;
export type BloodPressureTrouble = (typeof bloodPressureTroubles)[number];

export const bloodPressureEventSchema = v.variant('outcome', [
  v.object({ outcome: v.literal('measured'), reading: bloodPressureReadingSchema }),
  v.object({
    outcome: v.literal('failed'),
    trouble: v.picklist(bloodPressureTroubles),
    /** The monitor's own error code, for staff with its manual at hand; null where it gives none. Not personal. */
    deviceCode: v.nullable(v.pipe(v.string(), v.regex(/^[0-9A-Z]{1,3}$/))),
  }),
]);
export type BloodPressureEvent = v.InferOutput<typeof bloodPressureEventSchema>;
