import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeFailed, encodeMeasured } from '../../../hardware/blood-pressure/codec.ts';
import {
  checkOf,
  encodeFrame,
  maxFrameBytes,
  monitorScanner,
} from '../../../hardware/blood-pressure/frames.ts';
import { bloodPressureProfiles as profiles } from '../../../hardware/blood-pressure/profiles.ts';
import type { BloodPressureProfileName } from '../../../hardware/blood-pressure/profiles.ts';

const names = Object.keys(profiles) as BloodPressureProfileName[];
const everyModel = Object.values(profiles);
const damaged = { outcome: 'failed', trouble: 'reading-damaged', deviceCode: null };
const figures = { systolicMmHg: 138, diastolicMmHg: 82, pulsePerMinute: 70 };
const read = expect.objectContaining({ outcome: 'measured', reading: expect.objectContaining(figures) });

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));
const frameOf = (name: BloodPressureProfileName) =>
  encodeFrame(profiles[name], encodeMeasured(profiles[name], figures));

function eventsIn(name: BloodPressureProfileName, ...chunks: readonly Uint8Array[]) {
  const scanner = monitorScanner([profiles[name]]);
  return [...chunks.flatMap((chunk) => scanner.push(chunk)), ...scanner.end()];
}

describe('golden frames', () => {
  test('the check of the captured Terumo frame is EB, the sum of its bytes', () => {
    const frame = encodeFrame(profiles['terumo-br-500'], profiles['terumo-br-500'].sample);
    expect(Buffer.from(frame).toString('latin1')).toBe(
      '\x02R1,000000000,260429,103800,119,090,076,083,0000,0000,00000,000\x03\xeb',
    );
  });

  test('the check of 02 44 31 2C 03 is A6', () => {
    expect(checkOf('sum', Uint8Array.of(0x02, 0x44, 0x31, 0x2c, 0x03))).toBe(0xa6);
  });

  test('the check of the captured TM-2657 frame is 4A, and of the TM-2655 command ST it is 07', () => {
    const frame = encodeFrame(profiles['and-tm-2657p'], profiles['and-tm-2657p'].sample);
    expect(Buffer.from(frame.subarray(0, 12)).toString('latin1')).toBe('\x16\x16\x0100\x02TM2657');
    expect([...frame.subarray(-2)]).toEqual([0x03, 0x4a]);
    expect(checkOf('xor', Uint8Array.of(0x02, 0x53, 0x54, 0x03))).toBe(0x07);
  });

  test('an Omron line ends in CR and LF', () => {
    const frame = encodeFrame(profiles['omron-hbp-9030'], 'x');
    expect([...frame]).toEqual([0x78, 0x0d, 0x0a]);
  });
});

describe.each(names)('a frame of %s', (name) => {
  const frame = frameOf(name);

  test('is found however it is cut into chunks', () => {
    expect(eventsIn(name, frame)).toEqual([read]);
    expect(eventsIn(name, ...Array.from(frame, (byte) => Uint8Array.of(byte)))).toEqual([read]);
  });

  test('is found as often as it comes, also glued together', () => {
    expect(eventsIn(name, joined(frame, frame, frame))).toEqual([read, read, read]);
  });

  test('is found behind any noise', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), fc.nat(), (noise, cut) => {
        const stream = joined(noise, frame);
        const at = cut % stream.length;
        expect(eventsIn(name, stream.subarray(0, at), stream.subarray(at)).at(-1)).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });

  test('is found behind the worst noise: its own beginning, again and again', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(frame.length - 1), { maxLength: 12 }), (cuts) => {
        const halves = cuts.map((cut) => frame.subarray(0, cut));
        expect(eventsIn(name, joined(...halves, frame)).at(-1)).toEqual(read);
      }),
      { numRuns: 300 },
    );
  });

  test('is found behind a flood without end', () => {
    expect(eventsIn(name, new Uint8Array(10 * maxFrameBytes).fill(0x02), frame)).toEqual([read]);
    expect(eventsIn(name, new Uint8Array(10 * maxFrameBytes).fill(0x32), frame)).toEqual([read]);
  });

  test('that is the only one of many models is told once, and as what it is', () => {
    expect(monitorScanner(everyModel).push(frame)).toEqual([read]);
  });

  test('never throws, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 8 }), (chunks) => {
        for (const event of eventsIn(name, ...chunks)) expect(event.outcome).toBe('failed');
      }),
    );
  });
});

describe.each(['terumo-br-500', 'and-tm-2657p'] as const)('the check of %s', (name) => {
  const frame = frameOf(name);
  const stxAt = frame.indexOf(0x02);

  test('refuses every single byte changed between STX and the check, told once as damaged', () => {
    for (let at = stxAt + 1; at < frame.length; at += 1) {
      const events = eventsIn(name, frame.with(at, frame[at]! ^ 0x01));
      expect(events).toEqual([damaged]);
    }
  });

  test('is waited for: a frame without it is damaged once the line is silent, and no earlier', () => {
    const scanner = monitorScanner([profiles[name]]);
    expect(scanner.push(frame.subarray(0, -1))).toEqual([]);
    expect(scanner.end()).toEqual([damaged]);
    expect(scanner.end()).toEqual([]);
    expect(scanner.push(frame)).toEqual([read]);
  });

  test('a right check round something else is damaged', () => {
    const text = 'HELLO';
    expect(eventsIn(name, encodeFrame(profiles[name], text))).toEqual([damaged]);
  });

  test('what came before a silence is not put together with what comes after it', () => {
    const scanner = monitorScanner([profiles[name]]);
    expect(scanner.push(frame.subarray(0, 30))).toEqual([]);
    expect(scanner.end()).toEqual([damaged]);
    expect(scanner.push(frame.subarray(30))).toEqual([]);
  });

  test('a frame of the greatest length is read and a longer one is noise', () => {
    const longest = encodeMeasured(profiles[name], figures);
    const room = maxFrameBytes - 2 - longest.length;
    const fitting = encodeFrame(profiles[name], longest + 'x'.repeat(room));
    const tooLong = encodeFrame(profiles[name], longest + 'x'.repeat(room + 1));
    expect(eventsIn(name, fitting)).toEqual([read]);
    expect(eventsIn(name, tooLong)).toEqual([]);
  });
});

describe.each(['omron-hbp-9030', 'omron-hbp-9020'] as const)('a line of %s', (name) => {
  const text = encodeMeasured(profiles[name], figures);

  test.each(['\r\n', '\r', '\n', '\n\r'])('ends with %j', (ending) => {
    expect(monitorScanner([profiles[name]]).push(ascii(text + ending))).toEqual([read]);
  });

  test('also ends with silence', () => {
    const scanner = monitorScanner([profiles[name]]);
    expect(scanner.push(ascii(text))).toEqual([]);
    expect(scanner.end()).toEqual([read]);
    expect(scanner.end()).toEqual([]);
  });

  test('may hold control bytes and bytes outside ASCII, which are no part of it', () => {
    const torn = joined(ascii(text.slice(0, 20)), Uint8Array.of(0x00, 0x02, 0x1f, 0x7f, 0x80, 0xff));
    expect(eventsIn(name, joined(torn, ascii(`${text.slice(20)}\r\n`)))).toEqual([read]);
  });

  test('that breaks off anywhere before the pulse is complete gives no reading', () => {
    const pulseEndsAt = text
      .split(',')
      .slice(0, profiles[name].places.pulse.at + 1)
      .join(',').length;
    for (let length = 0; length < pulseEndsAt; length += 1) {
      for (const event of eventsIn(name, ascii(`${text.slice(0, length)}\r\n`)))
        expect(event).toEqual(damaged);
    }
  });

  test('that loses one byte of its figures is damaged', () => {
    const from = text.indexOf(',138');
    const lost = ascii(`${text.slice(0, from + 1)}${text.slice(from + 2)}\r\n`);
    expect(eventsIn(name, lost)).toEqual([damaged]);
  });

  test('that does not even begin like one is noise, told to nobody', () => {
    expect(eventsIn(name, ascii('hello, world\r\n'))).toEqual([]);
  });
});

test('of what one line gives, a whole frame outweighs what looked damaged before it', () => {
  const frame = frameOf('terumo-br-500');
  expect(eventsIn('terumo-br-500', joined(frame.subarray(0, 20), frame))).toEqual([read]);
});

test('several damaged frames at a time are told as one', () => {
  const frame = frameOf('terumo-br-500');
  const wrong = frame.with(-1, frame.at(-1)! ^ 0xff);
  expect(monitorScanner(everyModel).push(joined(wrong, wrong))).toEqual([damaged]);
});

test('a failed measurement is whole: it outweighs what looked damaged before it', () => {
  const failedFrame = encodeFrame(profiles['and-tm-2657p'], encodeFailed(profiles['and-tm-2657p'], '7'));
  expect(eventsIn('and-tm-2657p', joined(Uint8Array.of(0x02), failedFrame))).toEqual([
    { outcome: 'failed', trouble: 'measurement-failed', deviceCode: '07' },
  ]);
});

test('the blanks of a failed measurement belong to its line', () => {
  const line = encodeFrame(profiles['omron-hbp-9030'], encodeFailed(profiles['omron-hbp-9030'], '7'));
  expect(eventsIn('omron-hbp-9030', line)).toEqual([
    { outcome: 'failed', trouble: 'measurement-failed', deviceCode: '7' },
  ]);
});

describe('a stray byte in the middle of a figure', () => {
  const text = encodeMeasured(profiles['omron-hbp-9030'], figures);
  const at = text.indexOf(',138') + 2;
  const withByte = (byte: number) =>
    joined(ascii(text.slice(0, at)), Uint8Array.of(byte), ascii(`${text.slice(at)}\r\n`));

  test.each([0x00, 0x02, 0x1f, 0x7f, 0x80])('%i is no letter and is passed over', (byte) => {
    expect(eventsIn('omron-hbp-9030', withByte(byte))).toEqual([read]);
  });

  test.each([0x20, 0x31, 0x7e])('%i is one, and damages it', (byte) => {
    expect(eventsIn('omron-hbp-9030', withByte(byte))).toEqual([damaged]);
  });
});

test('a line of 256 characters is read, and of a longer one only the end is kept', () => {
  expect(maxFrameBytes).toBe(256);
  const text = encodeMeasured(profiles['omron-hbp-9030'], figures);
  const filler = 'x'.repeat(256 - text.length);
  expect(eventsIn('omron-hbp-9030', ascii(`${text}${filler}\r\n`))).toEqual([read]);
  expect(eventsIn('omron-hbp-9030', ascii(`${text}${filler}x\r\n`))).toEqual([]);
});

test('a begin without anything behind it, in one go with a measurement, is noise and no failure', () => {
  const scanner = monitorScanner(everyModel);
  const noise = Uint8Array.of(0x02);
  const good = frameOf('omron-hbp-9030');
  expect(scanner.push(joined(good, noise))).toEqual([read]);
  expect(scanner.end()).toEqual([]);
  expect([...scanner.push(noise), ...scanner.push(good), ...scanner.end()]).toEqual([read]);
  expect([...scanner.push(good), ...scanner.push(frameOf('terumo-br-500').with(-1, 0))]).toEqual([read]);
  expect(scanner.end()).toEqual([]);
  expect([...scanner.push(noise), ...scanner.end()]).toEqual([damaged]);
});

test('a begin without anything behind it is damaged once the line is silent', () => {
  expect(eventsIn('terumo-br-500', Uint8Array.of(0x02))).toEqual([damaged]);
});

test('a check byte that looks like the begin of a frame is none', () => {
  const profile = profiles['terumo-br-500'];
  const text = encodeMeasured(profile, { systolicMmHg: 279, diastolicMmHg: 189, pulsePerMinute: 199 });
  const frame = encodeFrame(profile, text);
  expect(frame.at(-1)).toBe(0x02);
  expect(eventsIn('terumo-br-500', frame)).toMatchObject([{ outcome: 'measured' }]);
  const scanner = monitorScanner([profile]);
  scanner.push(frame);
  expect(scanner.end()).toEqual([]);
});

test('the check of figures that are nobody’s is none either when it looks like the begin of a frame', () => {
  const profile = profiles['terumo-br-500'];
  const frames = Array.from({ length: 700 }, (_, at) =>
    encodeFrame(
      profile,
      encodeMeasured(profile, { systolicMmHg: 300 + at, diastolicMmHg: 189, pulsePerMinute: 199 }),
    ),
  );
  const frame = frames.find((bytes) => bytes.at(-1) === 0x02)!;
  const scanner = monitorScanner([profile]);
  expect(scanner.push(frame)).toMatchObject([{ outcome: 'failed', trouble: 'reading-implausible' }]);
  expect(scanner.end()).toEqual([]);
});

test('the last figure of a frame may stand right before its end', () => {
  const profile = { ...profiles['terumo-br-500'], sample: 'R1,0,0,0,119,090,076,083' };
  const frame = encodeFrame(profile, encodeMeasured(profile, figures));
  expect(monitorScanner([profile]).push(frame)).toEqual([read]);
});
