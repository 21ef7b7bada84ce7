import { describe, expect, test } from 'vitest';
import type { PrintedLine } from '../../../core/slips/printed.ts';
import { createDecoder } from '../../../hardware/printer/decoder.ts';
import { decodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import { createPrintHead } from '../../../hardware/printer/print-head.ts';

/** What the stream asks of the printer, and what comes out on narrow paper, in order. */
function obeyed(hex: string) {
  const did: string[] = [];
  const lines: PrintedLine[] = [];
  const head = createPrintHead(58, (line) => {
    lines.push(line);
    did.push(line.kind === 'feed' ? `feed ${line.dots}` : line.kind);
  });
  const decode = createDecoder(
    head,
    {
      cut: () => void did.push('cut'),
      askedPaperSensor: () => void did.push('paper sensor'),
      askedProcessId: (id) => void did.push(`process id ${Buffer.from(id).toString('latin1')}`),
      askedIdentity: (which) => void did.push(`identity ${which}`),
      askedAutomaticStatus: (mask) => void did.push(`automatic ${mask}`),
    },
    58,
  );
  for (const byte of Buffer.from(hex.replaceAll(' ', ''), 'hex')) decode(byte);
  return { did, lines };
}

function texts(hex: string): readonly string[] {
  return obeyed(hex).lines.flatMap((line) =>
    line.kind === 'text' ? [line.runs.map((run) => run.text).join('|')] : [],
  );
}

describe('what a stream asks of the printer', () => {
  test.each([
    ['ESC @ ends automatic status', '1b40', ['automatic 0']],
    ['GS I n', '1d4943', ['identity 67']],
    ['GS a on', '1d610e', ['automatic 14']],
    ['GS a off', '1d6100', ['automatic 0']],
    ['GS r 1', '1d7201', ['paper sensor']],
    ['GS r 1, as a digit', '1d7231', ['paper sensor']],
    ['GS r of another sensor', '1d7200 1d7202 1d7203 1d7205 1d7209', []],
    ['GS ( H', '1d2848 0600 3030 41424344', ['process id ABCD']],
    ['GS ( H of whatever second byte', '1d2848 0600 3031 41424344', ['process id ABCD']],
    ['GS ( H of another function', '1d2848 0600 3130 41424344', []],
    ['another GS ( with the same parameters', '1d284c 0600 3030 41424344', []],
    ['GS V without a feed', '1d5600 1d5640', ['cut', 'cut']],
    ['GS V with a feed', '1d5641 05 1d5642 00', ['feed 5', 'cut', 'cut']],
  ])('%s', (_, hex, did) => {
    expect(obeyed(hex).did).toEqual(did);
  });

  test('a cut without a feed takes no byte more', () => {
    expect(texts('1d5640 42 0a')).toEqual(['B']);
  });
});

describe('letters', () => {
  test('are 20h to 7Eh; above stand letters of a code page, and control bytes print nothing', () => {
    expect(texts('00 09 1f 20 21 3f 7d 7e 7f 80 81 ff 0a')).toEqual([' !?}~???']);
  });

  test.each(['8140', 'fe50', 'b0fe', 'b07e', 'b080', 'b040'])('%s is a Hanzi', (pair) => {
    const hanzi = decodeGb18030(Buffer.from(pair, 'hex'));
    expect(hanzi).not.toContain('\ufffd');
    expect(texts(`1c26 ${pair} 41 0a`)).toEqual([`${hanzi}A`]);
  });

  test.each(['8040', '8041', 'ff40', 'b03f', 'b07f', 'b0ff'])('%s is one wrong character', (pair) => {
    expect(texts(`1c26 ${pair} 41 0a`)).toEqual(['\ufffdA']);
  });
});

describe('looks', () => {
  const look = (hex: string) => {
    const [line] = obeyed(`${hex} 0a`).lines;
    const run = line?.kind === 'text' ? line.runs[0] : undefined;
    return [run?.width, run?.height, run?.bold];
  };

  test('GS ! magnifies by the low three bits of each half', () => {
    expect(['00', '01', '07', '10', '70', '88'].map((n) => look(`1d21${n} 41`))).toEqual(
      [
        [1, 1],
        [1, 2],
        [1, 8],
        [2, 1],
        [8, 1],
        [1, 1],
      ].map((size) => [...size, false]),
    );
  });

  test('FS ! magnifies by bits 2 and 3 alone', () => {
    expect(['00', '04', '08', 'f3'].map((n) => look(`1c26 1c21${n} d5c5`))).toEqual(
      [
        [1, 1],
        [2, 1],
        [1, 2],
        [1, 1],
      ].map((size) => [...size, false]),
    );
  });

  test('ESC E is bold by bit 0 alone', () => {
    expect(['00', '01', '02', 'ff'].map((n) => look(`1b45${n} 41`)[2])).toEqual([false, true, false, true]);
  });
});

describe('what does not concern it', () => {
  test.each(['1b', '1c', '1d'])('an unknown command of %s takes nothing with it', (lead) => {
    expect(texts(`${lead}ff 41 0a`)).toEqual(['A']);
  });

  test('a command of another kind leaves Chinese mode on', () => {
    expect(texts('1c26 1b4501 1bff 1cff 1c2100 d5c5 0a')).toEqual(['张']);
  });

  test('bars up to kind 6 end with a nought, those from 7 on have a length', () => {
    expect(texts('1d6b06 31323300 5a 0a')).toEqual(['Z']);
    expect(texts('1d6b07 03 313233 5a 0a')).toEqual(['Z']);
  });
});

describe('QR codes', () => {
  const storedA = '1d286b 0400 31503041';
  const print = '1d286b 0300 315130';

  test('are printed when it is asked for, and not when they are stored', () => {
    expect(obeyed(storedA).did).toEqual([]);
    expect(obeyed(`${storedA} ${print}`).did).toEqual(['qr']);
  });

  test('are neither other codes nor other commands with the same parameters', () => {
    expect(obeyed(`${storedA} 1d286b 0300 305130 1d284c 0300 315130`).did).toEqual([]);
  });

  test('keep their size and level when a setting comes without its value', () => {
    const [line] = obeyed(`1d286b 0200 3143 1d286b 0200 3145 ${storedA} ${print}`).lines;
    expect(line).toMatchObject({ kind: 'qr', moduleDots: 3, level: 'L' });
  });

  test.each([
    ['L', '30', 2_953],
    ['M', '31', 2_331],
    ['Q', '32', 1_663],
    ['H', '33', 1_273],
  ])('of level %s hold what ISO/IEC 18004 says and not a byte more', (level, n, room) => {
    const stored = (bytes: number) => {
      const size = Buffer.from([(bytes + 3) & 0xff, (bytes + 3) >> 8]).toString('hex');
      return obeyed(`1d286b 0300 3145${n} 1d286b ${size} 315030 ${'41'.repeat(bytes)} ${print}`).lines;
    };
    expect(stored(room)).toMatchObject([{ kind: 'qr', level, data: { length: room } }]);
    expect(stored(room + 1)).toEqual([]);
  });
});
