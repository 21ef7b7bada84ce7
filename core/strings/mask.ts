import { displayName } from '../identity/rare-characters.ts';

/** What a name keeps when it is masked: the dot of 买买提·吐尔逊, what stands between the parts of a Latin name. */
const separators = new Set(['·', '•', ' ', ',', '-', "'"]);

/**
 * A name as it may stand on a screen that others can see: 王*英, 王*, 欧**娜. The first and the last character stay,
 * of two characters the first, of one none.
 */
export function maskName(name: string): string {
  const characters = Array.from(displayName(name));
  const last = characters.length - 1;
  const keeps = (at: number) => (at === 0 && last > 0) || (at === last && last > 1);
  return characters
    .map((character, at) => (keeps(at) || separators.has(character) ? character : '*'))
    .join('');
}
