import { err, ok, type Result } from '../../core/lib/result.ts';

/** What handwriting goes by, in the folder `handwriting/` beside the page; made by `tools/handwriting`. */
export const handwritingFiles = [
  'templates.bin',
  'characters.txt',
  'recogniser.onnx',
  'recogniser-keys.txt',
  'ort.wasm',
] as const;
export type HandwritingFile = (typeof handwritingFiles)[number];

/** SHA-256 of each file, hex; fixed in the bundle when it is built. */
export type Pins = Readonly<Record<HandwritingFile, string>>;

export type FileTrouble = 'missing' | 'altered';

/** One of the files, whole and as it was when the page was built, or why not. Nothing is used before that. */
export async function fetchPinned(
  base: string,
  name: HandwritingFile,
  pins: Pins,
): Promise<Result<Uint8Array<ArrayBuffer>, FileTrouble>> {
  const reply = await fetch(new URL(name, base)).catch(() => null);
  const body = reply?.ok === true ? await reply.arrayBuffer().catch(() => null) : null;
  if (body === null) return err('missing');
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const hex = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex === pins[name] ? ok(new Uint8Array(body)) : err('altered');
}
