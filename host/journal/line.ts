import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { noHash } from '../../core/records/envelope.ts';

/** What stands before the first line of a journal: 32 zero bytes. */
export const noChain = noHash;

/** A line whose bytes are as they were written. */
export type FramedLine = {
  /** What the line says of itself and all lines before it. */
  readonly chain: string;
  readonly json: Buffer;
};

/** SHA-256 over the chain value of the line before and this line's JSON, base64url. */
export function chainAfter(before: string, json: Buffer): string {
  return createHash('sha256').update(Buffer.from(before, 'base64url')).update(json).digest('base64url');
}

/**
 * CRC-32 of the rest (8 hex digits), a blank, the chain value, a blank, the JSON, a line feed. The CRC tells damage of
 * this line, the chain tells a line that is missing, moved or put in.
 */
export function framed({ chain, json }: FramedLine): Buffer {
  const rest = Buffer.concat([Buffer.from(`${chain} `), json]);
  return Buffer.concat([Buffer.from(`${crcOf(rest)} `), rest, Buffer.from('\n')]);
}

/** @param line without its line feed; null when it is damaged */
export function readFramed(line: Buffer): FramedLine | null {
  const rest = line.subarray(crcLength + 1);
  if (line.subarray(0, crcLength).toString('latin1') !== crcOf(rest)) return null;
  const chain = rest.subarray(0, chainLength).toString('latin1');
  return /^[\w-]{43}$/.test(chain) ? { chain, json: rest.subarray(chainLength + 1) } : null;
}

const crcLength = 8;
const chainLength = noChain.length;

function crcOf(bytes: Buffer): string {
  return crc32(bytes).toString(16).padStart(crcLength, '0');
}
