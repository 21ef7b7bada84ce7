// npm run voice -- demo [folder]
// Speaks the fixed lines of the catalogue into a demo voice pack with the optional engine, for demos and tests. The
// product's voice is recorded by people.
import path from 'node:path';
import { catalogue } from '../../core/strings/catalogue.ts';
import { languages } from '../../core/strings/language.ts';
import { fixedWords } from '../../core/strings/render.ts';
import { realClock } from '../../machine/real-clock.ts';
import { forkEngine } from '../../host/voice/engine-child.ts';
import { createSpeechEngine } from '../../host/voice/engine.ts';
import { writeDemoPack } from './demo-pack.ts';

const engineScript = path.resolve('host/voice/engine-process.mjs');
const [command, folder = 'dist/voice'] = process.argv.slice(2);

if (command === 'demo') await demo(folder);
else {
  process.stderr.write('usage: npm run voice -- demo [folder]\n');
  process.exitCode = 2;
}

async function demo(target: string): Promise<void> {
  const clock = realClock();
  const engine = createSpeechEngine({ clock, start: (listener) => forkEngine(engineScript, listener) });
  const probe = await engine.synthesise('zh-CN', '您好');
  if (!probe.ok && probe.error === 'engine-missing') {
    process.stdout.write('The optional speech engine is not installed: no demo voice is made.\n');
    return summary({ made: false });
  }
  const startedMs = clock.monotonicMs();
  const made = [];
  for (const language of languages) {
    const pack = await writeDemoPack(engine, target, language, fixedWords(catalogue, language));
    if (!pack.ok) {
      process.stderr.write(`${language}: ${pack.error}\n`);
      process.exitCode = 1;
      break;
    }
    const { clips, bytes, soundMs } = pack.value;
    process.stdout.write(
      `${language.padEnd(8)} ${clips} clips  ${(soundMs / 1000).toFixed(0)} s of sound  ${(bytes / 1e6).toFixed(1)} MB\n`,
    );
    made.push({ language, ...pack.value });
  }
  engine.stop();
  summary({
    made: process.exitCode === undefined,
    tookMs: Math.round(clock.monotonicMs() - startedMs),
    packs: made,
  });
}

function summary(facts: object): void {
  process.stdout.write(`${JSON.stringify(facts)}\n`);
}
