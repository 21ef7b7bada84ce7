import iconv from 'iconv-lite';

/**
 * Stands for a character the printer's font cannot have. The geta mark 〓 is the typesetter's own sign for a missing
 * type, belongs to GB 2312 (A1FE) and is as wide as the Hanzi it replaces, so columns stay true.
 */
export const missingGlyph = '〓';

/** Same look, but within two bytes: U+00A5 is four bytes long in GB18030 and unprintable on GBK fonts. */
const sameLook: Readonly<Record<string, string>> = { '¥': '￥', '\u00a0': ' ', '\t': ' ' };

export type Printable = {
  /** ASCII, line feeds and two-byte characters only. */
  readonly text: string;
  /** Characters that became `missingGlyph`, each once, in order of appearance. They may be part of a name: never log them. */
  readonly replaced: readonly string[];
};

/** Makes `text` safe for a printer with a GBK font; control characters are replaced too, so text is never a command. */
export function printable(text: string): Printable {
  const replaced = new Set<string>();
  let shown = '';
  for (const char of text.replaceAll('\r\n', '\n')) {
    const known = sameLook[char] ?? char;
    if (known !== '\n' && !hasGlyph(known)) replaced.add(known);
    shown += replaced.has(known) ? missingGlyph : known;
  }
  return { text: shown, replaced: [...replaced] };
}

/** GB18030 bytes of `printable` text: one byte for ASCII, two for everything else. */
export function encodeGb18030(text: string): Uint8Array {
  return iconv.encode(text, 'gb18030');
}

/** Text of one or two GB18030 bytes; U+FFFD where they mean nothing. */
export function decodeGb18030(bytes: Uint8Array): string {
  return iconv.decode(bytes, 'gb18030');
}

/** Columns of `printable` text at size 1: ASCII one, everything else two. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const char of text) columns += char < '\u0080' ? 1 : 2;
  return columns;
}

/** Private-use code points have two-byte codes but are blank until a user loads glyphs into the printer. */
function hasGlyph(char: string): boolean {
  if (char < '\u0080') return char >= ' ' && char <= '~';
  if (char >= '\ue000' && char <= '\uf8ff') return false;
  return encodeGb18030(char).length === 2;
}
