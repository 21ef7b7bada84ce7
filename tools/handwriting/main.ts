// npm run handwriting -- templates [folder]
// Makes what handwriting is recognised by: templates from stroke data, the recogniser, their hashes and licences.
import { realClock } from '../../machine/real-clock.ts';
import { makeFiles } from './make-files.ts';

const help = `usage: npm run handwriting -- templates [folder]

templates  builds the matcher's templates from the strokes of hanzi-writer-data (some seconds) and puts them beside the
           recogniser, the licences and a manifest of SHA-256 hashes; the build of the page copies the folder and fixes
           the hashes in the bundle. Default folder: dist/public/handwriting

The last line is one JSON object.`;

const [command, folder = 'dist/public/handwriting'] = process.argv.slice(2);

if (command === 'templates') {
  const clock = realClock();
  const startedMs = clock.monotonicMs();
  const made = await makeFiles(folder);
  const tookMs = Math.round(clock.monotonicMs() - startedMs);
  console.log(
    `${made.characters} characters, templates ${(made.templateBytes / 1e6).toFixed(2)} MB, all files ${(made.bytes / 1e6).toFixed(1)} MB`,
  );
  console.log(JSON.stringify({ ...made, tookMs }));
} else {
  console.log(help);
  process.exitCode = command === '--help' ? 0 : 2;
}
