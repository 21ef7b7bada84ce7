import * as v from 'valibot';

const byName = v.pipe(v.string(), v.trim(), v.regex(/^[\p{L}\p{N} .·-]{1,20}$/u));

/** Who says it, by initials or name, and why. Kept for good. */
export const staffWordSchema = v.object({
  by: byName,
  word: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
});
export type StaffWord = v.InferOutput<typeof staffWordSchema>;

/** Where no reason is asked for. */
export const staffNameSchema = v.object({ by: byName });
