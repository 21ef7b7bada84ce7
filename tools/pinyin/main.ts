// npm run pinyin -- <pinyin_simp.dict.yaml>
// Makes core/pinyin/readings.ts anew: which syllable may mean which characters, and how common each is.
import { readFileSync, writeFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { makeReadings } from './make-readings.ts';

const help = `usage: npm run pinyin -- <pinyin_simp.dict.yaml>

Writes core/pinyin/readings.ts, which the repository keeps, from the dictionary of rime-pinyin-simp (Apache-2.0; in Debian
the package rime-data-pinyin-simp, /usr/share/rime-data/pinyin_simp.dict.yaml) and the list of places.

The last line is one JSON object.`;

const target = 'core/pinyin/readings.ts';
const [dictionary] = process.argv.slice(2);

if (dictionary === undefined || dictionary === '--help') {
  console.log(help);
  process.exitCode = dictionary === undefined ? 2 : 0;
} else {
  const rows = makeReadings(readFileSync(dictionary, 'utf8'));
  const text = `// Made by tools/pinyin; never edited by hand. Licence and notice beside it: readings-notice.md
/** Syllables and what they may mean, the commonest first; \`reading-table.ts\` tells how it is written. */
export const readings = \`
${linesOf(rows).join('\n')}
\`;
`;
  writeFileSync(target, text);
  const syllables = rows.length;
  const gzipBytes = gzipSync(text).length;
  console.log(`${syllables} syllables, ${(gzipBytes / 1000).toFixed(1)} kB compressed, in ${target}`);
  console.log(JSON.stringify({ syllables, bytes: Buffer.byteLength(text), gzipBytes }));
}

/** A line a first letter, so that the file stays as short as a file of ours should be. */
function linesOf(rows: readonly string[]): readonly string[] {
  const letters = [...new Set(rows.map((row) => row.charAt(0)))];
  return letters.map((letter) => rows.filter((row) => row.startsWith(letter)).join(';'));
}
