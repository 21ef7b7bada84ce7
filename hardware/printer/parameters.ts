/**
 * How many parameter bytes the commands have that the twin knows but does not show, by command byte: a job written for
 * another model must not come out as letters. Epson ESC/POS reference, command lists of ESC, FS and GS.
 */
type Parameters = Readonly<Record<number, number>>;

export const escapeParameters: Parameters = {
  0x20: 1, // SP: right spacing
  0x21: 1, // !: print mode
  0x24: 2, // $: position
  0x25: 1, // %: user characters on
  0x2d: 1, // -: underline
  0x3d: 1, // =: select peripheral
  0x47: 1, // G: double strike
  0x4d: 1, // M: font
  0x52: 1, // R: country
  0x54: 1, // T: direction
  0x56: 1, // V: turn
  0x57: 8, // W: page area
  0x5c: 2, // \: relative position
  0x63: 2, // c 3, c 4, c 5: sensors and buttons
  0x70: 3, // p: drawer
  0x72: 1, // r: colour
  0x74: 1, // t: code page
  0x7b: 1, // {: upside down
};

export const fsParameters: Parameters = {
  0x2d: 1, // -: underline
  0x43: 1, // C: code system
  0x53: 2, // S: spacing
  0x57: 1, // W: double size
};

export const groupParameters: Parameters = {
  0x24: 2, // $: vertical position
  0x42: 1, // B: white on black
  0x48: 1, // H: place of a barcode's text
  0x4c: 2, // L: left margin
  0x50: 2, // P: motion units
  0x57: 2, // W: width of the printed area
  0x5c: 2, // \: vertical move
  0x62: 1, // b: smoothing
  0x66: 1, // f: font of a barcode's text
  0x68: 1, // h: height of a barcode
  0x77: 1, // w: width of a bar
};
