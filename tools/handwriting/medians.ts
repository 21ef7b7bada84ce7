import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { isHan } from '../../core/handwriting/han.ts';
import type { Writing } from '../../core/handwriting/strokes.ts';

/** `hanzi-writer-data` 2.0.1, from Make Me a Hanzi: how each of some 9,500 characters is drawn. */
export const mediansFolder = path.resolve('node_modules/hanzi-writer-data');
/** The Arphic Public License, under which the strokes stand and all that is made of them. */
export const mediansLicence = path.join(mediansFolder, 'ARPHICPL.TXT');
export const mediansNotice = 'strokes: hanzi-writer-data 2.0.1 (Make Me a Hanzi), Arphic Public License';

/** The package draws in a square of 1024 with y up from -124 to 900; here y goes down and the side is 256. */
const [topY, scale] = [900, 0.25];

const entrySchema = v.object({
  medians: v.pipe(
    v.array(v.pipe(v.array(v.tuple([v.number(), v.number()])), v.minLength(1))),
    v.minLength(1),
  ),
});

/** Halves of characters, which the package also draws and nobody writes by themselves. */
const halves = new Set(
  '亠亻冂冖冫刂勹匚匸卩厶廴彐彡彳忄扌攴攵旡氵灬爫爿犭疒癶礻糹纟罒艹虍衤襾覀訁讠豸辶釒钅阝隹飠饣髟丬丷丨丶丿亅乚乛',
);

/** @returns every whole character that the package can draw, in the order of the code points */
export async function drawnCharacters(): Promise<readonly string[]> {
  const names = await readdir(mediansFolder);
  return names
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length).normalize('NFC'))
    .filter((name) => isHan(name) && !halves.has(name))
    .toSorted((a, b) => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0));
}

/** The middle lines of a character's strokes; throws where the package has none. */
export async function medianStrokes(character: string): Promise<Writing> {
  const text = await readFile(path.join(mediansFolder, `${character}.json`), 'utf8');
  const { medians } = v.parse(entrySchema, JSON.parse(text));
  return medians.map((stroke) => stroke.map(([x, y]) => [x * scale, (topY - y) * scale] as const));
}
