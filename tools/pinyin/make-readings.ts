import { areaList } from '@vant/area-data';

/** A line of the dictionary: one or two characters, the syllable of each, how common. */
type Entry = {
  readonly characters: readonly string[];
  readonly syllables: readonly string[];
  readonly weight: number;
};

/** A word that tells a character from others of the same sound; nobody wants to be told 死亡的亡. */
const unkind = /[死杀奸淫妓尸鬼丧葬坟毒屎尿粪娼嫖癌贱奴棺]/u;

/** A syllable is written with a vowel; what is hummed (嗯, 呒) stands in no name. */
const hummed = /^[^aeiouv]+$/u;

/** How common a reading is, as one of 26 letters: two steps a natural logarithm. */
function classOf(weight: number): string {
  return String.fromCharCode(97 + Math.min(25, Math.round(2 * Math.log(weight + 1))));
}

/**
 * The readings of every character of GB 2312 and of the list of places, a row a syllable, as `core/pinyin/readings.ts`
 * keeps them; its reader is `core/pinyin/reading-table.ts`.
 *
 * @param dictionary text of pinyin_simp.dict.yaml
 */
export function makeReadings(dictionary: string): readonly string[] {
  const entries = entriesOf(dictionary);
  const wanted = wantedCharacters();
  const words = bestWords(entries, wanted);
  const bySyllable = new Map<string, { readonly character: string; readonly weight: number }[]>();
  for (const { characters, syllables, weight } of entries) {
    const [character, syllable] = [characters[0] ?? '', syllables[0] ?? ''];
    if (characters.length > 1 || !wanted.has(character) || hummed.test(syllable)) continue;
    bySyllable.set(syllable, [...(bySyllable.get(syllable) ?? []), { character, weight }]);
  }
  return [...bySyllable]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([syllable, readings]) => `${syllable} ${rowOf(syllable, readings, words)}`);
}

function entriesOf(dictionary: string): readonly Entry[] {
  return dictionary.split('\n').flatMap((line) => {
    const [text, spelling, weight] = line.split('\t');
    if (text === undefined || spelling === undefined || weight === undefined) return [];
    const characters = Array.from(text);
    return characters.length <= 2
      ? [{ characters, syllables: spelling.split(' '), weight: Number(weight) }]
      : [];
  });
}

/** GB 2312 is rows 16 to 87 of its table, as EUC-CN writes them. */
function wantedCharacters(): ReadonlySet<string> {
  const wanted = new Set<string>();
  const decoder = new TextDecoder('gbk');
  for (let high = 0xb0; high <= 0xf7; high += 1)
    for (let low = 0xa1; low <= 0xfe; low += 1) wanted.add(decoder.decode(Uint8Array.of(high, low)));
  for (const list of [areaList.province_list, areaList.city_list, areaList.county_list])
    for (const name of Object.values<string>(list)) for (const character of name) wanted.add(character);
  return wanted;
}

/** The commonest word of two characters that has a character in this reading, as `<道` (道路) or `>口` (路口). */
function bestWords(entries: readonly Entry[], wanted: ReadonlySet<string>): ReadonlyMap<string, string> {
  const words = entries.filter(
    ({ characters: [first = '', second = ''] }) =>
      first !== second && wanted.has(first) && wanted.has(second) && !unkind.test(first + second),
  );
  const best = new Map<string, string>();
  for (const { characters, syllables } of words.toSorted((a, b) => b.weight - a.weight)) {
    const [first = '', second = ''] = characters;
    const [before = '', behind = ''] = syllables;
    if (!best.has(first + before)) best.set(first + before, `>${second}`);
    if (!best.has(second + behind)) best.set(second + behind, `<${first}`);
  }
  return best;
}

function rowOf(
  syllable: string,
  readings: readonly { readonly character: string; readonly weight: number }[],
  words: ReadonlyMap<string, string>,
): string {
  let row = '';
  let classNow = '';
  for (const { character, weight } of readings.toSorted((a, b) => b.weight - a.weight)) {
    const next = classOf(weight);
    row += (next === classNow ? '' : next) + character + (words.get(character + syllable) ?? '');
    classNow = next;
  }
  return row;
}
