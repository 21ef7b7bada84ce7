import * as v from 'valibot';

/** The longest text a code may hold, characters; the largest QR code holds 4296. */
export const maxCodeCharacters = 4_096;

/** What stands in a code. May name a person or a policy: memory only, never in a log. */
export const scannedCodeSchema = v.object({
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(maxCodeCharacters)),
  /** A scanner on a serial line sends the text alone, not what kind of code it came from. */
  symbology: v.literal('unknown'),
});

/** Why something was scanned and is not handed on. All are mended by showing the code again. */
export const codeTroubles = [
  'code-cut-off', // the line went quiet in the middle of a code
  'code-too-long', // more than any code of ours holds
  'code-unreadable', // damaged on the line, or text in no known encoding
] as const;
export type CodeTrouble = (typeof codeTroubles)[number];

export const codeEventSchema = v.variant('state', [
  v.object({ state: v.literal('read'), code: scannedCodeSchema }),
  v.object({ state: v.literal('trouble'), trouble: v.picklist(codeTroubles) }),
]);
export type CodeEvent = v.InferOutput<typeof codeEventSchema>;
