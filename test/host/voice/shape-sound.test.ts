import { describe, expect, test } from 'vitest';
import { shapeSound } from '../../../host/voice/shape-sound.ts';

const sampleRate = 16_000;
const ms = (count: number) => (count * sampleRate) / 1000;

/** Silence, a tone of the given amplitude, silence. */
function sound(beforeMs: number, toneMs: number, afterMs: number, amplitude: number) {
  const pcm = new Int16Array(ms(beforeMs + toneMs + afterMs));
  for (let at = 0; at < ms(toneMs); at++) pcm[ms(beforeMs) + at] = at % 2 === 0 ? amplitude : -amplitude;
  return pcm;
}
function shape(pcm: Int16Array<ArrayBuffer>, words = [{ position: 1, atMs: 0 }]) {
  const shaped = shapeSound({ kind: 'sound', id: 1, pcm, sampleRate, words }, '您好');
  const samples = shaped === null ? null : new Int16Array(shaped.wav.buffer.slice(44));
  return { shaped, samples };
}

describe('an engine’s sound', () => {
  test('keeps 30 ms before its first and gets 250 ms behind its last audible sample', () => {
    const { shaped, samples } = shape(sound(200, 400, 900, 8_000));
    expect(shaped?.durationMs).toBe(30 + 400 + 250);
    expect(samples?.findIndex((sample) => sample !== 0)).toBe(ms(30));
    expect(samples?.findLastIndex((sample) => sample !== 0)).toBe(ms(430) - 1);
  });

  test('moves its marks with the trimmed head', () => {
    const words = [
      { position: 1, atMs: 200 },
      { position: 2, atMs: 350 },
    ];
    expect(shape(sound(200, 400, 0, 8_000), words).shaped?.marks).toStrictEqual([
      [0, 1, 30],
      [1, 2, 180],
    ]);
  });

  test('is lowered to −3 dBFS where it is louder', () => {
    const { samples } = shape(sound(0, 100, 0, 32_767));
    expect(20 * Math.log10(Math.max(...samples!) / 32_767)).toBeCloseTo(-3, 2);
  });

  test('is left alone where it is quieter', () => {
    expect(Math.max(...shape(sound(0, 100, 0, 12_345)).samples!)).toBe(12_345);
  });

  test('that is only silence is no sound', () => {
    expect(shape(new Int16Array(1_000)).shaped).toBeNull();
    expect(shape(new Int16Array(0)).shaped).toBeNull();
  });

  test('has a header that states mono 16-bit PCM and its own length', () => {
    const { wav } = shape(sound(0, 100, 0, 8_000)).shaped!;
    const view = Buffer.from(wav);
    expect(view.toString('latin1', 0, 4) + view.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(view.readUInt32LE(4)).toBe(wav.length - 8);
    expect([view.readUInt16LE(20), view.readUInt16LE(22), view.readUInt16LE(34)]).toStrictEqual([1, 1, 16]);
    expect([view.readUInt32LE(24), view.readUInt32LE(28)]).toStrictEqual([sampleRate, sampleRate * 2]);
    expect(view.readUInt32LE(40)).toBe(wav.length - 44);
  });
});
