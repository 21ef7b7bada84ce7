import { isHan } from '../../handwriting/han.ts';
import { err, ok, type Result } from '../../lib/result.ts';
import type { WritingTrouble } from '../visit.ts';

/** Long enough for the longest name of a street or a village; the hub takes no more. */
export const mostWritten = 20;

/** 买买提·吐尔逊: the dot stands between the parts of a name. */
const separator = '·';

/**
 * The text with one more character.
 *
 * @returns `full` at the end of the room, `foreign` for what is neither a Chinese character nor the dot within a name
 */
export function withCharacter(text: string, character: string): Result<string, 'full' | 'foreign'> {
  const isDot = character === separator && text !== '' && !text.endsWith(separator);
  if (!isHan(character) && !isDot) return err('foreign');
  return Array.from(text).length < mostWritten ? ok(text + character) : err('full');
}

/** A rare character may be two units long; it goes as a whole. */
export function withoutLast(text: string): string {
  return Array.from(text).slice(0, -1).join('');
}

/** Judged only when the customer says that it is complete. */
export function checkWritten(text: string): Result<string, WritingTrouble> {
  return text === '' || text.endsWith(separator) ? err('too-short') : ok(text);
}
