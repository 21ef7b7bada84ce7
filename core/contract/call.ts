import type * as v from 'valibot';

export type Schema = v.GenericSchema<unknown>;

/** Identity function: it only makes the compiler keep the literal error codes. */
export function call<
  const I extends Schema,
  const O extends Schema,
  const E extends readonly string[],
>(spec: { readonly input: I; readonly output: O; readonly errors: E; readonly timeoutMs: number }) {
  return spec;
}
