import { oneAtATime } from '../core/lib/one-at-a-time.ts';

const maxTries = 2;

/**
 * Questions to a device whose connection may come and go: one at a time, and each a second time when the first try
 * failed. Only for questions that do no harm when they are heard twice.
 */
export function asking<Command, Asked extends { readonly ok: boolean }>(
  line: () => { readonly ask: (command: Command) => Promise<Asked> } | null,
  missing: Asked,
): (command: Command) => Promise<Asked> {
  const inTurn = oneAtATime();

  return (command) =>
    inTurn(async () => {
      let asked = missing;
      for (let tried = 0; tried < maxTries && !asked.ok; tried += 1) {
        asked = (await line()?.ask(command)) ?? missing;
      }
      return asked;
    });
}
