import * as v from 'valibot';

/** What the host asks of the engine's process. */
export type EngineRequest = {
  readonly id: number;
  readonly voice: string;
  /** Words per minute. */
  readonly rate: number;
  readonly text: string;
};

const soundSchema = v.object({
  kind: v.literal('sound'),
  id: v.number(),
  /** Mono. */
  pcm: v.instance(Int16Array),
  sampleRate: v.pipe(v.number(), v.integer(), v.minValue(8_000), v.maxValue(96_000)),
  words: v.array(v.object({ position: v.pipe(v.number(), v.integer(), v.minValue(1)), atMs: v.number() })),
});
export type EngineSound = v.InferOutput<typeof soundSchema>;

/** What the engine's process says. Anything else is dropped. */
export const engineMessageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('missing') }),
  v.object({ kind: v.literal('broken') }),
  soundSchema,
  v.object({ kind: v.literal('failed'), id: v.number() }),
]);
export type EngineMessage = v.InferOutput<typeof engineMessageSchema>;
