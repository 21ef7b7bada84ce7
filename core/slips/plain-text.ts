/**
 * Stands for a character that cannot be printed. The geta mark 〓 is the typesetter's own sign for a missing type,
 * belongs to GB 2312 (A1FE) and is as wide as the Hanzi it replaces, so columns stay true.
 */
export const missingGlyph = '〓';

/** Same look, but printable: U+00A5 is four bytes long in GB18030 and in no printer's font. */
const sameLook: Readonly<Record<string, string>> = { '\r\n': '\n', '¥': '￥', '\u00a0': ' ', '\t': ' ' };

/** A text in which nothing is a command: control characters (but the line feed) and halves of characters are replaced. */
export function plainText(text: string): string {
  return text.replaceAll(/\r\n|[\p{Cc}\p{Cs}¥\u00a0]/gu, (odd) =>
    odd === '\n' ? odd : (sameLook[odd] ?? missingGlyph),
  );
}
