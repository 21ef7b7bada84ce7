import { describe, expect, test } from 'vitest';
import { pcm16, wavOf } from '../../../core/voice/wav.ts';
import { levelled, strung } from '../../../tools/voice/sound/level.ts';
import { integratedLoudness, kWeighting } from '../../../tools/voice/sound/loudness.ts';
import { trimmed } from '../../../tools/voice/sound/trim.ts';
import { amplitude, peaks, truePeak } from '../../../tools/voice/sound/true-peak.ts';
import { readWav } from '../../../tools/voice/sound/wav-file.ts';
import { tone } from '../../support/tone.ts';

describe('loudness by ITU-R BS.1770-4', () => {
  test('weighs at 48 kHz with the coefficients that the standard prints', () => {
    const [shelf, cut] = kWeighting(48_000);
    const near = (found: readonly number[], printed: readonly number[]) =>
      found.forEach((value, at) => expect(value).toBeCloseTo(printed[at]!, 8));
    near(shelf.b, [1.53512485958697, -2.69169618940638, 1.19839281085285]);
    near(shelf.a, [-1.69065929318241, 0.73248077421585]);
    near(cut.b, [1, -2, 1]);
    near(cut.a, [-1.99004745483398, 0.99007225036621]);
  });

  test.each([48_000, 44_100, 22_050])(
    'a full-scale sine of 997 Hz has −3.01 LUFS, at %d Hz',
    (sampleRate) => {
      expect(integratedLoudness(tone(997, 5, { sampleRate }), sampleRate)).toBeCloseTo(-3.01, 1);
    },
  );

  // EBU Tech 3341, minimum requirements, here for one channel: 3.01 LU less than for two.
  const steps = (...levels: readonly (readonly [number, number])[]) =>
    strung(levels.map(([db, seconds]) => tone(1_000, seconds, { amplitude: amplitude(db) })));
  test.each([
    ['test 1: −23 dBFS for 20 s', [[-23, 20]], -23],
    ['test 2: −33 dBFS for 20 s', [[-33, 20]], -33],
    ['test 3: the relative gate leaves out what is 13 dB quieter', [[-36, 10], [-23, 60], [-36, 10]], -23],
    ['test 4: the absolute gate leaves out −72 dBFS', [[-72, 10], [-36, 10], [-23, 60], [-36, 10], [-72, 10]], -23],
    ['test 5: what is 6 dB quieter counts', [[-26, 20], [-20, 20.1], [-26, 20]], -23],
  ] as const)('%s', (_, levels, lufs) => {
    expect(Math.abs(integratedLoudness(steps(...levels), 48_000) - (lufs - 3.01))).toBeLessThan(0.1);
  }); // prettier-ignore

  test('silence, and what is shorter than a block, has none', () => {
    expect(integratedLoudness(new Float32Array(96_000), 48_000)).toBe(-Infinity);
    expect(integratedLoudness(tone(1_000, 0.3), 48_000)).toBe(-Infinity);
  });
});

describe('true peak by ITU-R BS.1770-4 Annex 2', () => {
  test('finds the top of a sine that no sample touches', () => {
    const between = tone(12_000, 0.5, { phase: Math.PI / 4 });
    expect(20 * Math.log10(Math.max(...between.map(Math.abs)))).toBeCloseTo(-3.01, 1);
    expect(truePeak(between)).toBeGreaterThan(-0.5);
    expect(truePeak(between)).toBeLessThan(0.4);
  });

  test('is that of the samples where they touch the top', () => {
    expect(truePeak(tone(997, 0.5, { amplitude: amplitude(-6) }))).toBeCloseTo(-6, 1);
  });

  test('does not depend on which parts were too quiet to be looked at closely', () => {
    const sound = strung([
      tone(12_000, 0.1, { amplitude: 0.3, phase: 1 }),
      tone(11_000, 0.1, { phase: 0.5 }),
    ]);
    expect(truePeak(sound)).toBeCloseTo(20 * Math.log10(Math.max(...peaks(sound))), 5);
  });

  test('of silence is none', () => {
    expect(truePeak(new Float32Array(100))).toBe(-Infinity);
  });
});

describe('a session that is brought to one loudness', () => {
  const target = { lufs: -18, tpMax: -3 };
  const measure = (clips: readonly Float32Array[]) => integratedLoudness(strung(clips), 48_000);

  test('keeps the difference between a loud and a soft clip: one gain for all', () => {
    const clips = [tone(500, 4, { amplitude: 0.02 }), tone(500, 4, { amplitude: 0.04 })];
    const even = levelled({ sampleRate: 48_000, clips }, target);
    expect(Math.abs(measure(even) - target.lufs)).toBeLessThan(0.2);
    const highest = even.map((clip) => clip.reduce((most, sample) => Math.max(most, sample), 0));
    expect(highest[1]! / highest[0]!).toBeCloseTo(2, 2);
  });

  test('has no true peak above its limit, and is as loud all the same', () => {
    // A soft voice with a click in every tenth of a second.
    const spiky = tone(300, 4, { amplitude: 0.05 }).map((sample, at) => (at % 4_800 < 3 ? 0.9 : sample));
    const even = levelled({ sampleRate: 48_000, clips: [spiky] }, target);
    expect(truePeak(even[0]!)).toBeLessThanOrEqual(-2.8);
    expect(Math.abs(measure(even) - target.lufs)).toBeLessThan(0.5);
  });

  test('of silence stays silent', () => {
    const [even] = levelled({ sampleRate: 48_000, clips: [new Float32Array(48_000)] }, target);
    expect(even!.every((sample) => sample === 0)).toBe(true);
  });
});

describe('trimming', () => {
  const room = { headMs: 30, tailMs: 60 };
  const spoken = (beforeMs: number, afterMs: number) =>
    strung([new Float32Array(beforeMs * 48), tone(500, 0.4, { phase: 1 }), new Float32Array(afterMs * 48)]);

  test.each([
    [500, 900],
    [0, 0],
  ])(
    'leaves 30 ms before and 60 ms behind the voice, whether there was more or less: %d, %d',
    (before, after) => {
      const cut = trimmed(spoken(before, after), 48_000, room)!;
      expect(cut.samples.length / 48).toBeCloseTo(490, 0);
      expect(cut.samples.findIndex((sample) => sample !== 0)).toBe(30 * 48);
      expect(cut.cutMs).toBeCloseTo(before - 30, 0);
    },
  );

  test('of a recording of the room gives nothing', () => {
    expect(trimmed(tone(50, 1, { amplitude: 0.001 }), 48_000, room)).toBeNull();
  });
});

describe('reading a WAV', () => {
  const samples = Float32Array.from([0, 0.5, -0.5, 0.999]);
  const wav = (bits: number, format: number, channels: number, frames: readonly (readonly number[])[]) => {
    const bytes = Buffer.alloc(44 + (frames.length * channels * bits) / 8);
    Buffer.from(wavOf(new Int16Array(0), 8_000)).copy(bytes);
    bytes.writeUInt16LE(format, 20);
    bytes.writeUInt16LE(channels, 22);
    bytes.writeUInt16LE(bits, 34);
    bytes.writeUInt32LE(bytes.length - 44, 40);
    frames.flat().forEach((value, at) => {
      if (format === 3) bytes.writeFloatLE(value, 44 + at * 4);
      else bytes.writeIntLE(Math.round(value * (2 ** (bits - 1) - 1)), 44 + (at * bits) / 8, bits / 8);
    });
    return new Uint8Array(bytes);
  };
  const mono = [...samples].map((sample) => [sample]);

  test('what was written comes back', () => {
    const read = readWav(wavOf(pcm16(samples), 22_050));
    expect(read).toMatchObject({ ok: true, value: { sampleRate: 22_050 } });
    if (read.ok) read.value.samples.forEach((sample, at) => expect(sample).toBeCloseTo(samples[at]!, 3));
  });

  test.each([
    ['24 bit', wav(24, 1, 1, mono)],
    ['32 bit', wav(32, 1, 1, mono)],
    ['float', wav(32, 3, 1, mono)],
    ['two channels, their mean', wav(16, 1, 2, [...samples].map((sample) => [sample, sample]))],
  ])('%s', (_, bytes) => {
    const read = readWav(bytes);
    expect(read.ok).toBe(true);
    if (read.ok) read.value.samples.forEach((sample, at) => expect(sample).toBeCloseTo(samples[at]!, 3));
  }); // prettier-ignore

  test.each([
    ['an MP3', new Uint8Array(Buffer.from('ID3 and so on')), 'not-wav'],
    ['an empty file', new Uint8Array(0), 'not-wav'],
    ['a file cut in its header', wav(16, 1, 1, mono).subarray(0, 30), 'not-wav'],
    ['8 bit', wav(8, 1, 1, []), 'unknown-format'],
    ['another coding', wav(16, 7, 1, mono), 'unknown-format'],
  ])('%s is refused', (_, bytes, why) => {
    const read = readWav(bytes);
    expect(read.ok ? null : read.error).toBe(why);
  });
});
