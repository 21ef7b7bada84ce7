import * as v from 'valibot';

/**
 * Whether somebody stands before the kiosk. `unknown` when the sensor says nothing: the visit goes on as if there were
 * no sensor, and nobody is taken for gone.
 */
export const presences = ['came', 'left', 'unknown'] as const;
export type Presence = (typeof presences)[number];

/** Told on change only; the first `left` means that nobody has been there since the sensor was switched on. */
export const presenceEventSchema = v.object({ presence: v.picklist(presences) });
export type PresenceEvent = v.InferOutput<typeof presenceEventSchema>;
