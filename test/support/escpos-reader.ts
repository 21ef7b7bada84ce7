/**
 * Reads ESC/POS back, written from the manuals and importing nothing of the printer's own code. Strict: a byte that
 * means nothing here is an error, because the builder under test must not send one.
 */
export type ReadPiece = {
  readonly text: string;
  readonly width: number;
  readonly height: number;
  readonly bold: boolean;
};
export type ReadLine =
  | { readonly kind: 'text'; readonly align: string; readonly pieces: readonly ReadPiece[] }
  | { readonly kind: 'feed'; readonly lines: number }
  | { readonly kind: 'feed-dots'; readonly dots: number }
  | { readonly kind: 'qr'; readonly align: string; readonly data: string; readonly moduleDots: number }
  /** One string a row, `#` for black. */
  | { readonly kind: 'raster'; readonly align: string; readonly rows: readonly string[] }
  | { readonly kind: 'cut' };

const gb18030 = new TextDecoder('gb18030', { fatal: true });
const utf8 = new TextDecoder('utf-8', { fatal: true });
const sides = ['left', 'centre', 'right'];

export function readEscPos(bytes: Uint8Array): readonly ReadLine[] {
  const lines: ReadLine[] = [];
  let pieces: ReadPiece[] = [];
  let at = 0;
  let isChinese = false;
  let align = 'left';
  let bold = false;
  let ascii = { width: 1, height: 1 };
  let hanzi = { width: 1, height: 1 };
  let qr = { data: '', moduleDots: 0 };

  function next(): number {
    const byte = bytes[at];
    if (byte === undefined) throw new Error(`ends within a command, at ${at}`);
    at += 1;
    return byte;
  }
  function take(count: number): Uint8Array {
    if (at + count > bytes.length) throw new Error(`wants ${count} bytes at ${at}`);
    at += count;
    return bytes.slice(at - count, at);
  }
  function refuse(what: string): never {
    throw new Error(
      `${what} before byte ${at}: ${Buffer.from(bytes.slice(Math.max(0, at - 6), at)).toString('hex')}`,
    );
  }
  function atLineStart(): void {
    if (pieces.length > 0) refuse('takes effect only at the start of a line');
  }
  function add(text: string, look: { width: number; height: number }): void {
    const last = pieces.at(-1);
    const isSame = last?.width === look.width && last.height === look.height && last.bold === bold;
    pieces = isSame
      ? [...pieces.slice(0, -1), { ...last, text: last.text + text }]
      : [...pieces, { text, bold, ...look }];
  }

  function escape(): void {
    const command = String.fromCharCode(next());
    if (command === '@') {
      [isChinese, align, bold] = [false, 'left', false];
      ascii = hanzi = { width: 1, height: 1 };
      pieces = [];
    } else if (command === 'a') {
      atLineStart();
      align = sides[next()] ?? refuse('no such side');
    } else if (command === 'E') bold = next() === 1;
    else if (command === '3') next();
    else if (command === 'd') {
      atLineStart();
      lines.push({ kind: 'feed', lines: next() });
    } else if (command === 'J') {
      atLineStart();
      lines.push({ kind: 'feed-dots', dots: next() });
    } else if (command !== '2') refuse(`ESC ${command}`);
  }

  function fs(): void {
    const command = String.fromCharCode(next());
    if (command === '&') isChinese = true;
    else if (command === '!') {
      const n = next();
      hanzi = { width: n & 0x04 ? 2 : 1, height: n & 0x08 ? 2 : 1 };
    } else refuse(`FS ${command}`);
  }

  function gs(): void {
    const command = String.fromCharCode(next());
    if (command === '!') {
      const n = next();
      ascii = hanzi = { width: (n >> 4) + 1, height: (n & 15) + 1 };
    } else if (command === 'V') {
      if (next() !== 66) refuse('another cut');
      next();
      atLineStart();
      lines.push({ kind: 'cut' });
    } else if (command === 'v') raster();
    else if (command === '(') qrFunction();
    else refuse(`GS ${command}`);
  }

  function raster(): void {
    atLineStart();
    if (next() !== 0x30 || next() !== 0) refuse('another raster mode');
    const across = next() + 256 * next();
    const height = next() + 256 * next();
    if (height === 0 || across === 0) refuse('an empty raster');
    const rows = Array.from({ length: height }, () =>
      Array.from(take(across), (byte) => byte.toString(2).padStart(8, '0')).join(''),
    );
    lines.push({
      kind: 'raster',
      align,
      rows: rows.map((row) => row.replaceAll('0', '.').replaceAll('1', '#')),
    });
  }

  function qrFunction(): void {
    if (next() !== 0x6b) refuse('GS ( of another letter');
    const [cn, fn, ...rest] = take(next() + 256 * next());
    if (cn !== 0x31) refuse('another symbology');
    if (fn === 0x41 && (rest[0] !== 0x32 || rest[1] !== 0)) refuse('another model');
    if (fn === 0x43) qr = { ...qr, moduleDots: rest[0] ?? 0 };
    if (fn === 0x45 && rest[0] !== 0x31) refuse('another correction level');
    if (fn === 0x50) qr = { ...qr, data: utf8.decode(Uint8Array.from(rest.slice(1))) };
    if (fn === 0x51) {
      atLineStart();
      lines.push({ kind: 'qr', align, ...qr });
    }
  }

  while (at < bytes.length) {
    const byte = next();
    if (byte === 0x1b) escape();
    else if (byte === 0x1c) fs();
    else if (byte === 0x1d) gs();
    else if (byte === 0x0a) {
      lines.push({ kind: 'text', align, pieces });
      pieces = [];
    } else if (byte >= 0x20 && byte <= 0x7e) add(String.fromCharCode(byte), ascii);
    else if (byte >= 0x81 && byte <= 0xfe && isChinese)
      add(gb18030.decode(Uint8Array.of(byte, next())), hanzi);
    else refuse(`byte ${byte}`);
  }
  if (pieces.length > 0) throw new Error('text without a line feed behind it');
  return lines;
}
