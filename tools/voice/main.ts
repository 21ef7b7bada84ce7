import path from 'node:path';
import { parseArgs } from 'node:util';
import { writeFile } from 'node:fs/promises';
import { languages, type Language } from '../../core/strings/language.ts';
import { spokenLanguages, standardOf, type SpokenLanguage } from '../../core/voice/spoken-language.ts';
import { unreachable } from '../../core/lib/unreachable.ts';
import { forkEngine } from '../../host/voice/engine-child.ts';
import { createSpeechEngine } from '../../host/voice/engine.ts';
import { realClock } from '../../machine/real-clock.ts';
import { buildPack, makeKey } from './build-pack.ts';
import { checkPack, isSound, type PackReport } from './check-pack.ts';
import { areSound, makeDemoPacks } from './demo.ts';
import { csvOf, markdownOf, scriptRows } from './script.ts';
import { hasOpusTools } from './sound/opus.ts';
import { figuresOf, printFindings, printReports } from './tell-report.ts';

const help = `usage: npm run voice -- <command> [flags]

  script                the recording script: every clip, its words, how to say it
      --text LANG       zh-CN (default), zh-Hant or en: whose words
      --lang LANG       what is spoken: ${spokenLanguages.join(', ')}
      --format csv|md   default csv
      --out FILE        default: standard output
  key FILE              makes a signing key; prints its public half for "voiceKeys" of the site profile
  build FOLDER          makes a pack of <clip>.wav and pack.json (docs/operate/voice-packs.md)
      --key FILE        the signing key
      --out FOLDER      default dist/packs/<name of the folder>.cvp
      --wav             without Opus, some ten times as large
  check FOLDER...       measures packs as a customer hears them; exit code 1 when anything is found
  demo [FOLDER]         synthetic packs for demos and tests, by the optional engine; default dist/voice
      --engine FILE     default host/voice/engine-process.mjs

The last line of build, check and demo is one JSON object.
  --help`;

const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    text: { type: 'string', default: 'zh-CN' },
    lang: { type: 'string' },
    format: { type: 'string', default: 'csv' },
    out: { type: 'string' },
    key: { type: 'string' },
    wav: { type: 'boolean', default: false },
    engine: { type: 'string', default: 'host/voice/engine-process.mjs' },
    help: { type: 'boolean', default: false },
  },
});
const commands = ['script', 'key', 'build', 'check', 'demo'] as const;
const [word, ...operands] = positionals;
const command = commands.find((one) => one === word);

if (flags.help) say(help);
else if (command === undefined) misused();
else await run(command);

async function run(chosen: (typeof commands)[number]): Promise<void> {
  switch (chosen) {
    case 'script':
      return script();
    case 'key':
      return key();
    case 'build':
      return build();
    case 'check':
      return check();
    case 'demo':
      return demo(operands[0] ?? 'dist/voice');
    default:
      return unreachable(chosen);
  }
}

async function script(): Promise<void> {
  const text = languages.find((one) => one === flags.text);
  const lang = spokenOf(text);
  if (text === undefined || lang === undefined || !['csv', 'md'].includes(flags.format)) return misused();
  const rows = scriptRows(text, lang);
  const sheet = flags.format === 'csv' ? csvOf(rows) : markdownOf(rows);
  if (flags.out === undefined) process.stdout.write(sheet);
  else await writeFile(flags.out, sheet);
}

function spokenOf(text: Language | undefined): SpokenLanguage | undefined {
  if (flags.lang === undefined) return text && standardOf(text);
  return spokenLanguages.find((one) => one === flags.lang);
}

async function key(): Promise<void> {
  const [file] = operands;
  if (file === undefined) return misused();
  say(await makeKey(file));
}

async function build(): Promise<void> {
  const [recordings] = operands;
  if (recordings === undefined || flags.key === undefined) return misused();
  const opus = !flags.wav && hasOpusTools();
  if (!opus && !flags.wav)
    return fail('opus-tools is not installed (opusenc, opusdec); --wav does without it');
  const folder = flags.out ?? path.join('dist/packs', `${path.basename(recordings)}.cvp`);
  process.stderr.write(`building ${folder} …\n`);
  const built = await buildPack({ recordings, folder, keyFile: flags.key, opus });
  if (!built.ok) {
    for (const { code, detail } of built.error) say(`${code}: ${detail}`);
    say(JSON.stringify({ built: false, troubles: built.error.length }));
    process.exitCode = 1;
    return;
  }
  const report = await checkPack(folder);
  tellReports([report]);
  say(JSON.stringify({ built: true, folder, bytes: built.value.bytes, ...figuresOf(report) }));
}

async function check(): Promise<void> {
  if (operands.length === 0) return misused();
  const reports: PackReport[] = [];
  for (const folder of operands) {
    process.stderr.write(`measuring ${folder} …\n`);
    reports.push(await checkPack(folder));
  }
  tellReports(reports);
  say(JSON.stringify({ sound: reports.every(isSound), packs: reports.map(figuresOf) }));
}

async function demo(folder: string): Promise<void> {
  const startedMs = performance.now();
  const script = path.resolve(flags.engine);
  const newEngine = () =>
    createSpeechEngine({ clock: realClock(), start: (listener) => forkEngine(script, listener) });
  const made = await makeDemoPacks({ folder, newEngine, tell: say });
  const tookMs = Math.round(performance.now() - startedMs);
  if (!made.ok) {
    const isMissing = made.error.code === 'engine-missing';
    say(
      isMissing
        ? 'The optional speech engine is not installed: no demo voice is made.'
        : `${made.error.code}: ${made.error.detail}`,
    );
    say(JSON.stringify({ made: false, tookMs, why: made.error.code }));
    if (!isMissing) process.exitCode = 1;
    return;
  }
  if (!made.value.opus)
    say(
      '!! opus-tools is NOT installed: these packs are plain WAV, some ten times as large. Debian: apt-get install opus-tools',
    );
  tellReports(made.value.packs.map(({ report }) => report));
  const packs = made.value.packs.map(({ bytes, report }) => ({ bytes, ...figuresOf(report) }));
  say(JSON.stringify({ made: true, sound: areSound(made.value), opus: made.value.opus, tookMs, packs }));
}

/** A table for people; what is wrong fails the build. */
function tellReports(reports: readonly PackReport[]): void {
  printReports(reports, say);
  for (const report of reports) printFindings(report, say);
  if (!reports.every(isSound)) process.exitCode = 1;
}

function misused(): void {
  process.stderr.write(`${help}\n`);
  process.exitCode = 2;
}

function fail(why: string): void {
  process.stderr.write(`${why}\n`);
  process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
