import path from 'node:path';
import { unreachable } from '../../core/lib/unreachable.ts';
import { errnoOf } from '../../machine/errno.ts';
import type { Enrolled } from '../../host/journal/genuine.ts';
import { inspect } from '../../host/journal/inspect.ts';
import { realDisk } from '../../host/journal/real-disk.ts';
import { rebuild } from '../../host/journal/rebuild.ts';
import { realClock } from '../../machine/real-clock.ts';
import { help, parseJournalArguments, type JournalCommand } from './arguments.ts';
import { deliver, retire } from './former.ts';
import { claim, enrolledIn } from './enrolled.ts';
import { incidentLines, listTable, verifySummary, verifyTable } from './report.ts';

const asked = parseJournalArguments(process.argv.slice(2));
if (!asked.ok) {
  console.error(`${asked.error}\n\n${help}`);
  process.exitCode = 2;
} else if (asked.value === null) console.log(help);
else await main(asked.value);

async function main(wish: JournalCommand): Promise<void> {
  const claimed = await claim(wish.dataFolder);
  if (!claimed.ok) return fail(claimed.error);
  try {
    await perform(wish);
  } catch (cause) {
    fail(`the disk says ${errnoOf(cause)}`);
  } finally {
    await claimed.value.release();
  }
}

function fail(error: string): void {
  console.error(error);
  console.log(JSON.stringify({ sound: false, error }));
  process.exitCode = 1;
}

async function perform(wish: JournalCommand): Promise<void> {
  const { command, dataFolder } = wish;
  switch (command) {
    case 'retire':
      return retire(dataFolder);
    case 'deliver':
      return deliver(dataFolder);
    case 'verify':
    case 'list':
    case 'show-incidents':
    case 'rebuild': {
      const enrolled = await enrolledIn(dataFolder);
      return enrolled.ok ? look({ ...wish, command }, enrolled.value) : fail(enrolled.error);
    }
    default:
      return unreachable(command);
  }
}

type Look = JournalCommand & { readonly command: Exclude<JournalCommand['command'], 'retire' | 'deliver'> };

async function look({ command, dataFolder, copyPath }: Look, enrolled: Enrolled): Promise<void> {
  const folder = path.join(dataFolder, 'journal');
  switch (command) {
    case 'verify':
      return verify(folder, enrolled);
    case 'list': {
      const inspection = await inspect({ disk: realDisk, folder }, enrolled);
      console.log(listTable(inspection));
      console.log(JSON.stringify({ segments: inspection.segments }));
      return;
    }
    case 'show-incidents': {
      const { books } = await inspect({ disk: realDisk, folder }, enrolled);
      const incidents = books.incidents.all();
      for (const line of incidentLines(incidents)) console.log(line);
      console.log(JSON.stringify({ incidents }));
      return;
    }
    case 'rebuild':
      return rebuildFrom(folder, enrolled, copyPath);
    default:
      return unreachable(command);
  }
}

async function verify(folder: string, enrolled: Enrolled): Promise<void> {
  const inspection = await inspect({ disk: realDisk, folder }, enrolled, ({ segment, lines }) =>
    console.error(`read ${segment}, lines: ${lines}`),
  );
  const summary = verifySummary(inspection);
  console.log(verifyTable(inspection));
  console.log(JSON.stringify(summary));
  if (!summary.sound) process.exitCode = 1;
}

async function rebuildFrom(folder: string, enrolled: Enrolled, copyPath: string | null): Promise<void> {
  const copy = copyPath === null ? null : { folder: copyPath, disk: realDisk };
  const journal = { disk: realDisk, folder, clock: realClock() };
  console.error('reading what there is …');
  const { keptAside, restored } = await rebuild(journal, enrolled, copy);
  for (const [what, count] of Object.entries(restored)) console.log(`  ${what.padEnd(10)} ${count}`);
  if (keptAside !== null) console.log(`the old journal is kept as ${path.basename(keptAside)}`);
  console.log(JSON.stringify({ keptAside: keptAside && path.basename(keptAside), ...restored }));
  if (restored.refused + restored.unwritten > 0) process.exitCode = 1;
}
