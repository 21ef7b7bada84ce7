import { err, ok, type Result } from '../../../core/lib/result.ts';

/** One channel of amplitudes, -1 to 1. */
export type Pcm = { readonly samples: Float32Array; readonly sampleRate: number };

type Format = {
  /** 1: integers, 3: floating point; others are not read here. */
  readonly coding: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
};

/**
 * Reads a RIFF/WAVE file of 16, 24 or 32 bit PCM or 32 bit float; several channels become one, their mean.
 *
 * `not-wav`: another kind of file, or cut short. `unknown-format`: a WAV of another coding.
 */
export function readWav(bytes: Uint8Array): Result<Pcm, 'not-wav' | 'unknown-format'> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = chunksOf(view);
  const format = chunks.get('fmt ');
  const data = chunks.get('data');
  if (format === undefined || data === undefined || format.byteLength < 16) return err('not-wav');
  const { coding, channels, sampleRate, bits } = formatOf(format);
  const read = readers[`${coding}:${bits}`];
  if (read === undefined || channels < 1 || sampleRate < 8_000) return err('unknown-format');
  const frameBytes = (channels * bits) / 8;
  const samples = new Float32Array(Math.floor(data.byteLength / frameBytes));
  for (let frame = 0; frame < samples.length; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++)
      sum += read(data, frame * frameBytes + (channel * bits) / 8);
    samples[frame] = sum / channels;
  }
  return ok({ samples, sampleRate });
}

/** By coding and bits. */
const readers: Readonly<Record<string, (data: DataView, at: number) => number>> = {
  '1:16': (data, at) => data.getInt16(at, true) / 2 ** 15,
  '1:24': (data, at) => (data.getUint16(at, true) + data.getInt8(at + 2) * 2 ** 16) / 2 ** 23,
  '1:32': (data, at) => data.getInt32(at, true) / 2 ** 31,
  '3:32': (data, at) => data.getFloat32(at, true),
};

/** `WAVE_FORMAT_EXTENSIBLE` says further on what it holds. */
const extensible = 0xff_fe;

function formatOf(chunk: DataView): Format {
  const tag = chunk.getUint16(0, true);
  const coding = tag === extensible && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag;
  return {
    coding,
    channels: chunk.getUint16(2, true),
    sampleRate: chunk.getUint32(4, true),
    bits: chunk.getUint16(14, true),
  };
}

/** Chunks by name; a program that writes to a pipe leaves the last length open. */
function chunksOf(view: DataView): ReadonlyMap<string, DataView> {
  const chunks = new Map<string, DataView>();
  if (view.byteLength < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') return chunks;
  for (let at = 12; at + 8 <= view.byteLength;) {
    const length = Math.min(view.getUint32(at + 4, true), view.byteLength - at - 8);
    chunks.set(nameAt(view, at), new DataView(view.buffer, view.byteOffset + at + 8, length));
    at += 8 + length + (length % 2);
  }
  return chunks;
}

function nameAt(view: DataView, at: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((place) => view.getUint8(at + place)));
}
