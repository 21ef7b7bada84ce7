import {
  answerLength,
  decodeAnswer,
  encodeAnswer,
  encodeCommand,
  type SamCommand,
} from '../../hardware/id-card/codec.ts';
import { frameScanner } from '../../hardware/id-card/frame.ts';

/** Data bytes in the answers to one card without an added address: SW3 91 says that there is none. */
const answers: readonly (readonly [SamCommand, sw3: number, dataBytes: number])[] = [
  ['find', 0x9f, 4],
  ['select', 0x90, 8],
  ['read', 0x90, 4 + 256 + 1_024],
  ['readAddress', 0x91, 0],
];
const bitsPerByte = 10;

/** What must cross the line between a card that lies there and a person who is known. */
export function cardReadLineMs(baudRate: number): number {
  const bytes = answers.map(
    ([command, sw3, dataBytes]) =>
      encodeCommand(command).length + encodeAnswer(sw3, new Uint8Array(dataBytes)).length,
  );
  return (bytes.reduce((sum, count) => sum + count, 0) * bitsPerByte * 1_000) / baudRate;
}

/** As a serial line hands bytes over. */
const chunkBytes = 64;
const measuredMs = 1_000;

/** Whole card contents found and taken apart in a second, fed in a serial line's chunks. */
export function codecFramesPerSecond(): number {
  const frame = encodeAnswer(
    0x90,
    Uint8Array.from({ length: 1_284 }, (_, at) => at % 251),
  );
  const chunks = Array.from({ length: Math.ceil(frame.length / chunkBytes) }, (_, at) =>
    frame.slice(at * chunkBytes, (at + 1) * chunkBytes),
  );
  const scanner = frameScanner(answerLength);
  let frames = 0;
  const startedMs = performance.now();
  while (performance.now() - startedMs < measuredMs) {
    for (const chunk of chunks) {
      for (const body of scanner.push(chunk).bodies) frames += decodeAnswer(body).data.length > 0 ? 1 : 0;
    }
  }
  return Math.round((frames * 1_000) / (performance.now() - startedMs));
}
