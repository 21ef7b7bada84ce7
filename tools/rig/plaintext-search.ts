import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Files below a folder in which one of the words stands in clear, as UTF-8 or UTF-16. */
export async function filesWithPlaintext(
  folder: string,
  words: readonly string[],
): Promise<readonly string[]> {
  const needles = words.flatMap((word) => [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le')]);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    // A browser at work removes files of its own meanwhile.
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    if (needles.some((needle) => bytes.includes(needle))) found.push(path.relative(folder, file));
  }
  return found;
}
