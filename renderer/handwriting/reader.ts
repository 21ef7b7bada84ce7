import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { namedByEach } from '../../core/handwriting/candidates.ts';
import { rasterOf, rasterShape } from '../../core/handwriting/raster.ts';
import { classesOf, readCharacters } from '../../core/handwriting/reading.ts';
import type { Writing } from '../../core/handwriting/strokes.ts';

/** Reads a writing as print is read; best first. Rejects when the recogniser fails at its work. */
export type Reader = (writing: Writing) => Promise<readonly string[]>;

export type ReaderFiles = {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly model: Uint8Array<ArrayBuffer>;
  readonly keys: Uint8Array<ArrayBuffer>;
};

/** PP-OCRv4 by ONNX Runtime, on one thread, out of the bytes at hand: it fetches nothing itself. */
export async function openReader({ wasm, model, keys }: ReaderFiles): Promise<Reader> {
  env.wasm.numThreads = 1;
  env.wasm.wasmBinary = wasm.buffer;
  const classes = classesOf(new TextDecoder().decode(keys));
  const session = await InferenceSession.create(model, { executionProviders: ['wasm'] });
  const [input, output] = [session.inputNames[0], session.outputNames[0]];
  if (input === undefined || output === undefined) throw new Error('the model has no input or no output');
  return async (writing) => {
    const answer = (await session.run({ [input]: new Tensor('float32', rasterOf(writing), rasterShape) }))[
      output
    ];
    if (answer === undefined || answer.dims.at(-1) !== classes.length)
      throw new Error('the model and its keys do not belong together');
    const characters = readCharacters(answer.data as Float32Array, classes, namedByEach);
    answer.dispose();
    return characters;
  };
}
