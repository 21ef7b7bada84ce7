import { readFile, rename } from 'node:fs/promises';
import path from 'node:path';
import * as v from 'valibot';
import { err, ok, type Result } from '../core/lib/result.ts';
import { errnoOf } from '../machine/errno.ts';
import { diskTroubleOf, type DiskTrouble } from './disk-trouble.ts';
import { writeDurably } from '../machine/durable-file.ts';

const provisionedSchema = v.object({
  version: v.literal(1),
  kioskId: v.string(),
  epoch: v.number(),
  origin: v.string(),
});
type Provisioned = v.InferOutput<typeof provisionedSchema>;

/**
 * Whether the page's records lie under this address. IndexedDB belongs to an origin: a page at another one would see an
 * empty queue and begin anew. The first address of an enrolment is the one that counts, durably.
 */
export async function originFits(
  dataFolder: string,
  { kioskId, epoch }: { readonly kioskId: string; readonly epoch: number },
  origin: string,
): Promise<Result<boolean, { readonly code: DiskTrouble; readonly detail: string }>> {
  const file = path.join(dataFolder, 'origin.json');
  try {
    const known = await readProvisioned(file);
    if (known?.kioskId === kioskId && known.epoch === epoch) return ok(known.origin === origin);
    const provisioned: Provisioned = { version: 1, kioskId, epoch, origin };
    await writeDurably(file, `${JSON.stringify(provisioned, null, 2)}\n`, 0o700);
    return ok(true);
  } catch (cause) {
    return err({ code: diskTroubleOf(cause), detail: errnoOf(cause) });
  }
}

/** Null when there is none yet. One that does not read is kept beside, for inspection. */
async function readProvisioned(file: string): Promise<Provisioned | null> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return null;
    throw cause;
  });
  if (text === null) return null;
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), provisionedSchema), text);
  if (parsed.success) return parsed.output;
  await rename(file, `${file}.unreadable`);
  return null;
}
