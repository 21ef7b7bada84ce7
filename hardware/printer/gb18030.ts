import iconv from 'iconv-lite';

/** GB18030 bytes of a text that is all `isInFont`: one byte for ASCII, two for everything else. */
export function encodeGb18030(text: string): Uint8Array {
  return iconv.encode(text, 'gb18030');
}

/** Text of one or two GB18030 bytes; U+FFFD where they mean nothing. */
export function decodeGb18030(bytes: Uint8Array): string {
  return iconv.decode(bytes, 'gb18030');
}

/**
 * Whether a Chinese printer's own font (GBK) has this character. Four-byte codes are outside it; private-use code points
 * have two-byte codes but are blank until a user loads glyphs into the printer.
 */
export function isInFont(char: string): boolean {
  if (char < '\u0080') return char >= ' ' && char <= '~';
  if (char >= '\ue000' && char <= '\uf8ff') return false;
  return encodeGb18030(char).length === 2;
}
