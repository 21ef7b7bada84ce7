import type { KeyObject } from 'node:crypto';
import { unreachable } from '../../core/lib/unreachable.ts';
import type { Verdict } from '../../sync/protocol/wire.ts';
import { isSignedBy, type Offer, type RefusedRow } from './authenticity.ts';
import { decide, type Decision, type ReadUpload } from './decide.ts';
import { fastEnvelopeHash } from './fast-hash.ts';
import type { Held } from './ingest-store.ts';

/**
 * Who signed the upload as a whole. A device's word covers every byte, and with them the signatures inside: nobody on
 * the line can spoil one. A branch hub's word says no more than that it passed something on.
 */
export type Sender = 'device' | 'branch';

/** Decides on an upload on proof. Asked again, it proves only what it has not proved yet. */
export type Prover = { readonly decide: (held: Held) => Promise<Decision> };

/**
 * Every hash is computed. Signatures inside an upload that the device has signed are verified of rows that are kept as
 * evidence against it, of the last row, and of one that nobody could foresee; where one of them fails, and in whatever a
 * branch hub passes on, those of all rows are. What is held already, to the byte of its hash, is not looked at again: the
 * held copy stays as it is. The opener verifies each once more before a record is made of it.
 *
 * @param draw a whole number below the given one, which nobody can foresee
 */
export function openProver(
  upload: ReadUpload,
  from: { readonly sender: Sender; readonly deviceKey: KeyObject },
  draw: (below: number) => number,
): Prover {
  let rows = upload.rows.map(withFittingHash);
  let isTrusted = from.sender === 'device';
  const genuine = new Set<Offer>();
  const drawn = drawnFrom(rows, draw);

  function unproved(held: Held, { verdicts }: Decision): readonly Offer[] {
    return rows.filter((row, at): row is Offer => {
      if ('refused' in row || genuine.has(row) || isHeld(row, held)) return false;
      return !isTrusted || drawn.has(row) || isEvidence(verdicts[at]);
    });
  }

  return {
    async decide(held) {
      for (;;) {
        const decision = decide({ ...upload, rows }, held);
        const asked = unproved(held, decision);
        const signed = await Promise.all(asked.map(({ envelope }) => isSignedBy(from.deviceKey, envelope)));
        const forged = new Set(asked.filter((_, at) => signed[at] !== true));
        for (const row of asked) if (!forged.has(row)) genuine.add(row);
        if (forged.size === 0) return decision;
        isTrusted = false;
        rows = rows.map((row) => ('envelope' in row && forged.has(row) ? wronglySigned(row) : row));
      }
    },
  };
}

/** The last, and one that nobody could foresee; sometimes they are the same. */
function drawnFrom(
  rows: readonly (Offer | RefusedRow)[],
  draw: (below: number) => number,
): ReadonlySet<Offer> {
  const offers = rows.filter((row): row is Offer => 'envelope' in row);
  return new Set(
    offers.length === 0 ? [] : [offers[draw(offers.length)], offers.at(-1)].flatMap((row) => row ?? []),
  );
}

function withFittingHash(row: Offer | RefusedRow): Offer | RefusedRow {
  if ('refused' in row || fastEnvelopeHash(row.envelope) === row.envelope.hash) return row;
  return { sequence: row.envelope.header.sequence, refused: 'bad-hash' };
}

function wronglySigned({ envelope }: Offer): RefusedRow {
  return { sequence: envelope.header.sequence, refused: 'bad-signature' };
}

function isHeld({ envelope }: Offer, { links }: Held): boolean {
  return links.get(envelope.header.sequence)?.hash === envelope.hash;
}

/** Kept and told to staff as something that the device itself has signed. */
function isEvidence(verdict: Verdict | undefined): boolean {
  switch (verdict?.verdict) {
    case 'fork':
    case 'rejected':
      return true;
    case 'accepted':
    case 'duplicate':
    case 'needs-info':
    case undefined:
      return false;
    default:
      return unreachable(verdict);
  }
}
