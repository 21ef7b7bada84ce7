import { createHash } from 'node:crypto';
import type { Case } from './known.ts';

/**
 * SHA-256 (base64url) of everything that a rule could see: whoever doubts a decision can show that the same inputs lead
 * to it.
 */
export function inputsHash({ subject, others, missingChunks, unreadableChunks, nowMs }: Case): string {
  const ordered = others.toSorted((a, b) => (a.slipNumber < b.slipNumber ? -1 : 1)).map(inOrder);
  const text = JSON.stringify([inOrder(subject), ordered, missingChunks, unreadableChunks, nowMs]);
  return createHash('sha256').update(text).digest('base64url');
}

function inOrder(value: object): readonly (readonly [string, unknown])[] {
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
