import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { contenderNames, durabilities, nameOf, ownLine } from './lines.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const ownSchema = v.object({ trials: v.pipe(count, v.minValue(1)), strictLost: count });
const peersSchema = v.object({
  lines: v.array(
    v.object({
      contender: v.picklist(contenderNames),
      durability: v.picklist(durabilities),
      trials: count,
      lost: count,
    }),
  ),
});

/** Acknowledged rows that one power cut took, on average, by the line's name; a line that was not cut is not there. */
export type LostPerCut = Readonly<Record<string, number>>;

/** @param folder into which `npm run powercut` writes its last results, ours and, with `--peers`, those of the others */
export async function lastPowerCuts(folder: string): Promise<LostPerCut> {
  const own = v.safeParse(ownSchema, await jsonIn(path.join(folder, 'result.json')));
  const peers = v.safeParse(peersSchema, await jsonIn(path.join(folder, 'peers.json')));
  const cut = [
    ...(own.success ? [{ ...ownLine, trials: own.output.trials, lost: own.output.strictLost }] : []),
    ...(peers.success ? peers.output.lines.filter(({ trials }) => trials > 0) : []),
  ];
  return Object.fromEntries(cut.map((line) => [nameOf(line), Math.round(line.lost / line.trials)]));
}

/** Undefined is no JSON, or no file. */
async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined;
  }
}
