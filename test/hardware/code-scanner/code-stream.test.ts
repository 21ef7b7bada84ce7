import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeStream } from '../../../hardware/code-scanner/code-stream.ts';
import type { Reading } from '../../../hardware/code-scanner/code-stream.ts';
import { terminators } from '../../../hardware/code-scanner/models.ts';
import type { ScannerModel, Terminator } from '../../../hardware/code-scanner/models.ts';

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
const good = '\x02\x00\x00\x01\x00\x33\x31';
const bad = '\x02\x00\x00\x01\x00\x33\x30';
const success = { is: 'answer', answer: { type: 0, data: Uint8Array.of(0) } };
const refused = (trouble: string) => ({ is: 'refused', trouble });

function streamOf(terminator: Terminator = 'cr', model: ScannerModel = 'gm65') {
  const stream = codeStream({ terminator, model });
  return {
    push: (text: string) => stream.push(ascii(text)).map(shown),
    quiet: () => stream.quiet().map(shown),
    isInside: stream.isInside,
  };
}

/** A code as text, anything else as it is. */
function shown(reading: Reading) {
  return reading.is === 'code' ? Buffer.from(reading.bytes).toString('latin1') : reading;
}

describe('a code ends', () => {
  test.each([
    ['cr', '\r'],
    ['lf', '\n'],
    ['cr-lf', '\r\n'],
    ['tab', '\t'],
  ] as const)('with %s, which is not part of it, and nowhere else', (terminator, end) => {
    const { push, isInside } = streamOf(terminator);
    expect(push(`69012${end}6901`)).toEqual(['69012']);
    expect(isInside()).toBe(true);
    expect(push(`3${end}`)).toEqual(['69013']);
    expect(isInside()).toBe(false);
  });

  test('with silence alone where nothing is sent behind it', () => {
    const { push, quiet, isInside } = streamOf('none');
    expect(push('690\r12')).toEqual([]);
    expect(isInside()).toBe(true);
    expect(quiet()).toEqual(['690\r12']);
    expect(isInside()).toBe(false);
    expect(quiet()).toEqual([]);
  });

  test('with CR LF only when both come, wherever the chunks are cut', () => {
    const { push } = streamOf('cr-lf');
    expect(['a', '\r', 'b', '\n', '\r', '\nc', '\r\n'].flatMap(push)).toEqual(['a\rb\n', 'c']);
  });

  test('with CR or LF alone also when the scanner sends both', () => {
    expect(streamOf('cr').push('a\r\nb\r\n')).toEqual(['a', 'b']);
    expect(streamOf('lf').push('a\r\nb\r\n')).toEqual(['a', 'b']);
    const { push, quiet } = streamOf('cr');
    push('a\r\n');
    expect(quiet()).toEqual([]);
  });

  test('and an empty line is no code', () => {
    expect(streamOf('cr').push('\r\r\n\ra\r')).toEqual(['a']);
    expect(streamOf('tab').push('\t\t')).toEqual([]);
    const { push, quiet, isInside } = streamOf('cr');
    expect([push('\r'), isInside(), quiet()]).toEqual([[], false, []]);
  });
});

describe('a code is refused', () => {
  test('when the line goes quiet inside it, be it after one byte; the next one is whole again', () => {
    const { push, quiet, isInside } = streamOf();
    push('6');
    expect(isInside()).toBe(true);
    expect(quiet()).toEqual([refused('code-cut-off')]);
    expect(push('345\r')).toEqual(['345']);
  });

  test.each(['cr', 'none'] as const)(
    'when it is longer than 4096 bytes (%s), once, and the next is whole',
    (terminator) => {
      const { push, quiet } = streamOf(terminator);
      const readings = [push('x'.repeat(4096)), push('y'), push('z\r'), quiet()].flat();
      expect(readings).toEqual([refused('code-too-long')]);
      expect([push('a\r'), quiet()].flat()).toEqual([terminator === 'none' ? 'a\r' : 'a']);
    },
  );

  test('never for its length alone while it may still end in time', () => {
    const { push } = streamOf();
    expect([push('x'.repeat(4096)), push('\r')].flat()).toEqual(['x'.repeat(4096)]);
  });

  test('when it is too long and came in one chunk', () => {
    expect(streamOf().push(`${'x'.repeat(4097)}\rok\r`)).toEqual([refused('code-too-long'), 'ok']);
    expect(streamOf().push(`${'x'.repeat(4096)}\r`)).toEqual(['x'.repeat(4096)]);
  });
});

describe('an answer', () => {
  test('is taken out between codes', () => {
    expect(streamOf().push(`${good}69012\r${good}${good}7\r`)).toEqual([
      success,
      '69012',
      success,
      success,
      '7',
    ]);
  });

  test('is text to a scanner that takes no commands', () => {
    expect(streamOf('cr', 'line').push(`${good}\r`)).toEqual([good]);
  });

  test('with a wrong CRC is told, and what follows it directly is not taken for a code', () => {
    const { push, isInside } = streamOf();
    expect(push(bad)).toEqual([{ is: 'bad-answer' }]);
    expect(isInside()).toBe(true);
    expect(push('69012\r345\r')).toEqual([refused('code-unreadable'), '345']);
  });

  test('whose length came wrong never lets the rest of a code pass for a code', () => {
    const { push } = streamOf();
    expect(push('\x02\x00\x00\x05\x00\x33\x316901234567892\r')).toEqual([
      { is: 'bad-answer' },
      refused('code-unreadable'),
    ]);
  });

  test('with a wrong CRC is over with the next quiet, and no code was lost', () => {
    const { push, quiet } = streamOf();
    push(bad);
    expect(quiet()).toEqual([]);
    expect(push(`${good}6\r`)).toEqual([success, '6']);
  });

  test('with a wrong CRC and a torso of a code behind it is over with the next quiet, and the code is told as lost', () => {
    const { push, quiet, isInside } = streamOf();
    push(`${bad}690`);
    expect(quiet()).toEqual([refused('code-unreadable')]);
    expect(isInside()).toBe(false);
  });

  test('with a wrong CRC and a single byte behind it has taken a code with it', () => {
    expect(streamOf().push(`${bad}6\r`)).toEqual([{ is: 'bad-answer' }, refused('code-unreadable')]);
    const { push, quiet } = streamOf('cr-lf');
    push(`${bad}6`);
    expect(quiet()).toEqual([refused('code-unreadable')]);
  });

  test('with a wrong CRC and nothing but a terminator behind it loses no code', () => {
    expect(streamOf().push(`${bad}\r6\r`)).toEqual([{ is: 'bad-answer' }, '6']);
    expect(streamOf('cr-lf').push(`${bad}\r\n6\r\n`)).toEqual([{ is: 'bad-answer' }, '6']);
  });

  test('with a wrong CRC before a terminator that is cut in two', () => {
    const { push } = streamOf('cr-lf');
    expect([`${bad}x`, '\r', '\n', '6\r\n'].flatMap(push)).toEqual([
      { is: 'bad-answer' },
      refused('code-unreadable'),
      '6',
    ]);
  });

  test('that breaks off is a bad one once the line is quiet', () => {
    const { push, quiet } = streamOf();
    push(good.slice(0, 4));
    expect(quiet()).toEqual([{ is: 'bad-answer' }]);
  });
});

test('random bytes never throw, and behind them and a quiet a good code is found', () => {
  const anyTerminator = fc.constantFrom<Terminator>('cr', 'lf', 'cr-lf', 'tab', 'none');
  fc.assert(
    fc.property(
      anyTerminator,
      fc.array(fc.uint8Array({ maxLength: 3_000 }), { maxLength: 6 }),
      (terminator, chunks) => {
        const stream = codeStream({ terminator, model: 'gm65' });
        chunks.forEach(stream.push);
        stream.quiet();
        expect(stream.isInside()).toBe(false);
        const end = String.fromCharCode(...terminators[terminator]);
        expect([...stream.push(ascii(`69012${end}`)), ...stream.quiet()].map(shown)).toEqual(['69012']);
      },
    ),
  );
});

test('a code comes out the same however the stream is cut', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[ -~]{1,40}$/), fc.integer({ min: 1, max: 7 }), (code, size) => {
      const { push } = streamOf('cr-lf');
      const chunks = `${good}${code}\r\n`.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      expect(chunks.flatMap(push)).toEqual([success, code]);
    }),
  );
});
