import { readFileSync } from 'node:fs';
import * as v from 'valibot';

const rowSchema = v.strictObject({
  id: v.string(),
  requirement: v.string(),
  figure: v.string(),
  source: v.string(),
  /** Whether the text itself was read, or only what somebody says of it. */
  sourceKind: v.picklist(['official', 'secondary', 'house', 'unverified']),
  method: v.string(),
  /** `floor`: a stricter row wins, and this one has to hold all the same; `field`: for a technician with a meter. */
  applies: v.picklist(['enforce', 'floor', 'field', 'na']),
  pxAt21_5: v.exactOptional(v.number()),
});
export type Row = v.InferOutput<typeof rowSchema>;

/** The table of requirements. */
export function readRows(file = 'tools/conformance/rows.json'): readonly Row[] {
  return v.parse(v.array(rowSchema), JSON.parse(readFileSync(file, 'utf8')));
}

/** Rows that a check has to decide. */
export function isDecided({ applies }: Row): boolean {
  return applies === 'enforce' || applies === 'floor';
}
