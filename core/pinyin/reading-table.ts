/** One character as it is read in one syllable. */
export type Reading = {
  readonly character: string;
  /** In letters without tones, ü as v: `lu`, `lv`. */
  readonly syllable: string;
  /** How common it is in this reading, 0 to 25: twice the natural logarithm of how often it was counted. */
  readonly weight: number;
  /** A common word that has it in this reading, such as 道路; null where none is known. */
  readonly word: string | null;
};

/** The readings of a syllable, the commonest first. */
export type ReadingTable = ReadonlyMap<string, readonly Reading[]>;

/** A weight for all that follow, or a character with the other half of its word: `<道` before it, `>口` behind. */
const item = /([a-z])|(\p{Script=Han})(?:([<>])(\p{Script=Han}))?/gu;

/** Reads the text of `readings.ts`: `lu u路>上q陆<大录<记;…`. */
export function readTable(text: string): ReadingTable {
  const rows = text.split(/[;\n]/u).filter((row) => row !== '');
  return new Map(
    rows.map((row) => {
      const [syllable = '', readings = ''] = row.split(' ');
      return [syllable, readingsOf(syllable, readings)];
    }),
  );
}

function readingsOf(syllable: string, text: string): readonly Reading[] {
  const readings: Reading[] = [];
  let weight = 0;
  for (const [, letter, character, side, partner = ''] of text.matchAll(item)) {
    if (letter !== undefined) weight = letter.charCodeAt(0) - 97;
    if (character === undefined) continue;
    const word = side === undefined ? null : side === '<' ? partner + character : character + partner;
    readings.push({ character, syllable, weight, word });
  }
  return readings;
}
