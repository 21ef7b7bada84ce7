import iconv from 'iconv-lite';
import { decodeGb18030 } from '../printer/gb18030.ts';

/** Controls that codes are known to hold: line ends, and the separators of GS1 and ISO 15434. */
const separators: readonly number[] = [0x04, 0x09, 0x0a, 0x0d, 0x1c, 0x1d, 0x1e, 0x1f];
const replacement = '\ufffd';

/**
 * The text of a code: UTF-8 if it is valid UTF-8 to the last byte (ASCII is), else GB18030. Null when it is neither, or
 * holds a control that no code of ours holds: there is no checksum on this line, so what looks damaged is not shown.
 */
export function codeTextOf(bytes: Uint8Array): string | null {
  if (bytes.some((byte) => byte === 0x7f || (byte < 0x20 && !separators.includes(byte)))) return null;
  const utf8 = iconv.decode(bytes, 'utf8', { stripBOM: false });
  if (!utf8.includes(replacement)) return utf8;
  const gbk = decodeGb18030(bytes);
  return gbk.includes(replacement) ? null : gbk;
}
