/** Sounds that are one in much of the south. */
const initials: readonly (readonly [RegExp, string])[] = [
  [/^zh/u, 'z'],
  [/^ch/u, 'c'],
  [/^sh/u, 's'],
  [/^z(?!h)/u, 'zh'],
  [/^c(?!h)/u, 'ch'],
  [/^s(?!h)/u, 'sh'],
  [/^n/u, 'l'],
  [/^l/u, 'n'],
];
const finals: readonly (readonly [RegExp, string])[] = [
  [/([aei])ng$/u, '$1n'],
  [/([aei])n$/u, '$1ng'],
];

/** How else a southern ear may spell this syllable: `zhong` as zong, `ling` as lin, ning and nin. */
export function southernSpellings(syllable: string): readonly string[] {
  const begun = [syllable, ...swapped(syllable, initials)];
  const all = begun.flatMap((spelling) => [spelling, ...swapped(spelling, finals)]);
  return [...new Set(all)].filter((spelling) => spelling !== syllable);
}

function swapped(syllable: string, pairs: typeof initials): readonly string[] {
  return pairs.flatMap(([sound, other]) => (sound.test(syllable) ? [syllable.replace(sound, other)] : []));
}
