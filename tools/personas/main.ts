import { parseArgs } from 'node:util';
import { personaErrands, type PersonaErrand } from './errand.ts';
import { personas } from './personas/all.ts';
import { summaryOf, tableRow } from './report.ts';
import { runPersona, type Outcome } from './run-persona.ts';

const help = `usage: npm run personas -- [flags]

Seven customers play every errand there is, each in a real browser before a real kiosk: card reader, printer, keypad and
blood pressure monitor are twins on pseudo-terminals, and a visit counts when the hub holds its record once and the
paper bears its number. A persona knows no names of the page: one goes by what is written and touches it, the blind one
goes by what is said and presses the tactile keypad.

${personas.map(({ name, about }) => `  ${name.padEnd(18)} ${about}`).join('\n')}

A decision is a choice about the errand: which one, an answer, a number (one, however long), a place (one, however many
lists lead to it), the yes at the end. The last line is one JSON object: personas, errands, finished, decisionsMax,
strandedAt. Exits with 1 unless everybody has finished everything with at most seven decisions.

  --persona NAME   only this one; may be given several times
  --errand NAME    only this one of ${personaErrands.join(', ')}
  --scenes         prints each scene that a persona makes out
  --help`;

const { values } = parseArgs({
  options: {
    persona: { type: 'string', multiple: true },
    errand: { type: 'string', multiple: true },
    scenes: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});
const asked = personas.filter(({ name }) => values.persona?.includes(name) ?? true);
const errands = personaErrands.filter((name) => values.errand?.includes(name) ?? true);

if (values.help === true) console.log(help);
else if (asked.length < (values.persona?.length ?? 1) || errands.length < (values.errand?.length ?? 1)) {
  console.error(help);
  process.exitCode = 2;
} else await main(errands);

async function main(played: readonly PersonaErrand[]): Promise<void> {
  const outcomes: Outcome[] = [];
  for (const persona of asked) {
    console.log(`${persona.name}: ${persona.about} …`);
    await runPersona(persona, played, {
      onOutcome(outcome) {
        outcomes.push(outcome);
        console.log(tableRow(outcome));
      },
      onScene: (name) => values.scenes === true && console.log(`    ${name}`),
    });
  }
  const summary = summaryOf(asked.length, played.length, outcomes);
  console.log(JSON.stringify(summary));
  process.exitCode = summary.met ? 0 : 1;
}
