import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SocialSecurityCard } from '../../../core/identity/social-security.ts';
import { decodeGb18030, encodeGb18030 } from '../../../hardware/printer/gb18030.ts';
import {
  decodeAnswer,
  encodeAnswer,
  getResponse,
  meaningOf,
  readRecord,
  selectApplication,
  selectFile,
  withLength,
} from '../../../hardware/social-security-card/apdu.ts';
import { createChip } from '../../../hardware/social-security-card/chip.ts';
import type { ChipContent } from '../../../hardware/social-security-card/chip.ts';
import { demoChips } from '../../../hardware/social-security-card/demo-cards.ts';
import type { FieldName } from '../../../hardware/social-security-card/fields.ts';
import { startReading, stepReading } from '../../../hardware/social-security-card/reading.ts';

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const status = (word: number) => encodeAnswer({ data: new Uint8Array(0), status: word });

const nobody: SocialSecurityCard = {
  cardId: null,
  issueDay: null,
  validUntil: null,
  cardNumber: null,
  number: null,
  name: null,
  sex: null,
  ethnicCode: null,
  birthplaceCode: null,
  birthDay: null,
};
const wang: SocialSecurityCard = {
  cardId: '110100D15600000501A1B2C3D4E5F601',
  issueDay: '2016-03-01',
  validUntil: '2046-03-01',
  cardNumber: 'A12345678',
  number: '11010119490301002X',
  name: '王秀英',
  sex: 'female',
  ethnicCode: '01',
  birthplaceCode: '110101',
  birthDay: '1949-03-01',
};

/** A whole reading, with every command and answer. */
function readAll(answerTo: (command: Uint8Array) => Uint8Array) {
  const sent: string[] = [];
  let step = startReading();
  while (!('end' in step)) {
    sent.push(hexOf(step.send));
    expect(sent.length).toBeLessThan(100);
    step = stepReading(step.state, answerTo(step.send), decodeGb18030);
  }
  return { sent, end: step.end };
}
function endOf(content: ChipContent) {
  return readAll(createChip(content).answerTo).end;
}
/** The resident's chip with other bytes in one field. */
function endWith(name: FieldName, value: Uint8Array | string) {
  const bytes = typeof value === 'string' ? bytesOf(value) : value;
  return endOf({ ...demoChips.resident, values: { ...demoChips.resident.values, [name]: bytes } });
}

describe('golden commands', () => {
  test('select the application, the file, read a record, fetch and ask again', () => {
    expect(hexOf(selectApplication())).toBe('00A404000F7378312E73682EC9E7BBE1B1A3D5CF');
    expect(hexOf(selectFile(0xef06))).toBe('00A4020002EF06');
    expect(hexOf(selectFile(0xef85))).toBe('00A4020002EF85');
    expect(hexOf(readRecord(0x07, 5, 0x0b))).toBe('00B2072C0B');
    expect(hexOf(getResponse(0x14))).toBe('00C0000014');
    expect(hexOf(withLength(readRecord(0x08, 0, 0), 0x14))).toBe('00B2080414');
  });

  test('the application is called sx1.sh.社会保障 in GBK', () => {
    const name = [...Buffer.from('sx1.sh.'), ...encodeGb18030('社会保障')];
    expect([...selectApplication().subarray(5)]).toEqual(name);
  });

  test('a chip that gives data at once is read in this order', () => {
    const { sent } = readAll(createChip(demoChips['counted-records']).answerTo);
    expect(sent).toEqual([
      '00A404000F7378312E73682EC9E7BBE1B1A3D5CF',
      '00B2012C12',
      '00B2052C06',
      '00B2062C06',
      '00B2072C0B',
      '00A4020002EF06',
      '00B2080414',
      '00B2010414',
      '00B2090420',
      '00B2020420',
      '00B20A0403',
      '00B2030403',
      '00B20B0403',
      '00B2040403',
      '00B20C0405',
      '00B2050405',
      '00B20D0406',
      '00B2060406',
    ]);
  });

  test('a chip of protocol T=0 is asked for what it has ready, but not for what a selection says', () => {
    const { sent } = readAll(createChip(demoChips.resident).answerTo);
    expect(sent.slice(0, 4)).toEqual([
      '00A404000F7378312E73682EC9E7BBE1B1A3D5CF',
      '00B2012C12',
      '00C0000012',
      '00B2052C06',
    ]);
  });
});

describe('the status word', () => {
  test.each([
    [0x9000, { is: 'done' }],
    [0x6114, { is: 'more', length: 0x14 }],
    [0x61f0, { is: 'more', length: 0xf0 }],
    [0x6c0b, { is: 'wrong-length', length: 0x0b }],
    [0x6700, { is: 'refused' }],
    [0x6881, { is: 'refused' }],
    [0x6982, { is: 'refused' }],
    [0x6a82, { is: 'refused' }],
    [0x6b00, { is: 'refused' }],
    [0x6d00, { is: 'refused' }],
    [0x6e00, { is: 'refused' }],
    [0x9001, { is: 'failed' }],
    [0x6282, { is: 'failed' }],
    [0x6581, { is: 'failed' }],
    [0x6f00, { is: 'failed' }],
  ])('%i', (word, meaning) => {
    expect(meaningOf(word)).toEqual(meaning);
  });

  test('stands at the end of an answer, high byte first', () => {
    expect(decodeAnswer(bytesOf('0701 41 6A83'))).toEqual({ data: bytesOf('070141'), status: 0x6a83 });
    expect(hexOf(encodeAnswer({ data: bytesOf('41'), status: 0x6a83 }))).toBe('416A83');
    expect(decodeAnswer(bytesOf('90'))).toBeNull();
    expect(decodeAnswer(new Uint8Array(258))).not.toBeNull();
    expect(decodeAnswer(new Uint8Array(259))).toBeNull();
  });
});

describe('a card', () => {
  test.each(['resident', 'counted-records'] as const)('that holds everything (%s) is read whole', (name) => {
    expect(endOf(demoChips[name])).toEqual({ ok: true, value: wang });
  });

  test('of a province that keeps most behind its PIN has the rest null', () => {
    const { cardNumber, validUntil } = wang;
    expect(endOf(demoChips.sparse)).toEqual({ ok: true, value: { ...nobody, cardNumber, validUntil } });
  });

  test.each([
    ['foreign', 'card-kind-unknown'],
    ['wrong-check-digit', 'card-number-wrong'],
    ['wrong-day', 'card-content-wrong'],
  ] as const)('%s is %s', (name, error) => {
    expect(endOf(demoChips[name])).toEqual({ ok: false, error });
  });

  test('on which neither number stands is nobody’s', () => {
    const { name, number } = demoChips.resident.values;
    expect(endOf({ ...demoChips.resident, values: { name } })).toEqual({
      ok: false,
      error: 'card-content-wrong',
    });
    expect(endOf({ ...demoChips.resident, values: { number } })).toMatchObject({ ok: true });
  });

  test('that has no EF06 is read as far as EF05 goes', () => {
    const chip = createChip(demoChips.resident);
    const { end } = readAll((command) =>
      hexOf(command).startsWith('00A40200') ? status(0x6a82) : chip.answerTo(command),
    );
    expect(end).toMatchObject({ ok: true, value: { cardNumber: wang.cardNumber, number: null, name: null } });
  });

  test('that wants another length is asked again with it', () => {
    const { sent } = readAll(
      createChip({
        ...demoChips['counted-records'],
        numbering: 'tag',
        values: { ...demoChips.resident.values, name: encodeGb18030('王秀英') },
      }).answerTo,
    );
    expect(sent.filter((command) => command.startsWith('00B209'))).toEqual(['00B2090420', '00B2090408']);
  });

  test('that refuses a record by its tag is asked for it by its place, and that four times at most', () => {
    const chip = createChip(demoChips.resident);
    const { sent, end } = readAll((command) => {
      const asked = hexOf(command).slice(0, 8);
      if (asked === '00B20804') return status(0x6a83);
      return asked === '00B20104' ? status(0x6c14) : chip.answerTo(command);
    });
    expect(end).toEqual({ ok: false, error: 'card-unreadable' });
    expect(sent.filter((command) => command.startsWith('00B20804'))).toHaveLength(1);
    expect(sent.filter((command) => command.startsWith('00B20104'))).toHaveLength(4);
  });

  test.each(['6100', '6C00'])('that answers %s again and again is given up', (word) => {
    const { sent, end } = readAll((command) =>
      hexOf(command).startsWith('00A4') ? status(0x9000) : bytesOf(word),
    );
    expect(end).toEqual({ ok: false, error: 'card-unreadable' });
    expect(sent).toHaveLength(5);
  });

  test.each([
    ['00A40400', '6C0F'],
    ['00A40400', '6F00'],
    ['00B2012C', '6581'],
    ['00B2012C', '90'],
    ['00A40200', '6C02'],
    ['00B20904', ''],
  ])('that answers %s with %s is unreadable', (start, answer) => {
    const chip = createChip({ ...demoChips['counted-records'], numbering: 'tag' });
    const { end } = readAll((command) =>
      hexOf(command).startsWith(start) ? bytesOf(answer) : chip.answerTo(command),
    );
    expect(end).toEqual({ ok: false, error: 'card-unreadable' });
  });

  test('that answers anything at all ends the reading in time and by name', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.uint8Array({ maxLength: 40 })), fc.boolean(), (answers, isKind) => {
        const { end } = readAll((command) => {
          const answer = answers.next().value ?? new Uint8Array(0);
          return isKind && hexOf(command).startsWith('00A4') ? status(0x9000) : answer;
        });
        expect(end.ok && end.value.number === null && end.value.cardNumber === null).toBe(false);
      }),
    );
  });

  test('that gives any record in place of the right one is never read half', () => {
    const chip = createChip({ ...demoChips['counted-records'], numbering: 'tag' });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const { end } = readAll((command) =>
          hexOf(command).startsWith('00B20804')
            ? encodeAnswer({ data, status: 0x9000 })
            : chip.answerTo(command),
        );
        if (end.ok) expect([null, wang.number]).toContain(end.value.number);
      }),
    );
  });
});

describe('a field', () => {
  test.each<[FieldName, string, Partial<SocialSecurityCard>]>([
    ['sex', '31', { sex: 'male' }],
    ['sex', '01', { sex: 'male' }],
    ['sex', '02', { sex: 'female' }],
    ['sex', '09', { sex: 'unspecified' }],
    ['sex', '39', { sex: 'unspecified' }],
    ['sex', '30', { sex: 'unknown' }],
    ['sex', '00', { sex: null }],
    ['ethnicCode', '20', { ethnicCode: '20' }],
    ['ethnicCode', 'FF', { ethnicCode: null }],
    ['validUntil', '00000000', { validUntil: null }],
    ['validUntil', 'FFFFFFFF', { validUntil: null }],
    ['birthDay', '20000229', { birthDay: '2000-02-29' }],
    ['birthDay', '20000101', { birthDay: '2000-01-01' }],
    ['birthDay', '20001231', { birthDay: '2000-12-31' }],
    ['number', '3131303130313139343930333031303032 78', { number: wang.number }],
    ['number', '202020202020202020202020202020202020', { number: null }],
    ['cardNumber', '413132330000000000', { cardNumber: 'A123' }],
    ['name', '00000000', { name: null }],
    ['name', 'CDF5D0E3D3A2 2020 FF00', { name: '王秀英' }],
  ])('%s %s', (name, hex, expected) => {
    expect(endWith(name, hex)).toEqual({ ok: true, value: { ...wang, ...expected } });
  });

  test.each<[FieldName, string]>([
    ['sex', '33'],
    ['sex', '03'],
    ['ethnicCode', 'A1'],
    ['ethnicCode', '0101'],
    ['birthplaceCode', '11010A'],
    ['birthDay', '20010229'],
    ['birthDay', '20011301'],
    ['birthDay', '20010001'],
    ['birthDay', '20010100'],
    ['birthDay', '2001010'],
    ['cardNumber', '412D3132'],
    ['cardId', '0102'],
    ['name', '8180FFCD81'],
    ['name', '81'],
    ['number', '31'],
  ])('%s %s spoils the card', (name, hex) => {
    expect(endWith(name, hex)).toEqual({ ok: false, error: 'card-content-wrong' });
  });

  test.each(['cardId', 'birthDay', 'sex', 'name', 'number', 'cardNumber'] as const)(
    '%s whose length its own bytes do not keep spoils the card',
    (name) => {
      const chip = createChip({ ...demoChips['counted-records'], numbering: 'tag' });
      const { tag } = {
        cardId: { tag: 1 },
        birthDay: { tag: 13 },
        sex: { tag: 10 },
        name: { tag: 9 },
        number: { tag: 8 },
        cardNumber: { tag: 7 },
      }[name];
      const { end } = readAll((command) => {
        const answer = chip.answerTo(command);
        return command[1] === 0xb2 && command[2] === tag ? answer.with(1, answer.length - 4 + 1) : answer;
      });
      expect(end).toEqual({ ok: false, error: 'card-content-wrong' });
    },
  );

  test('shorter than its record is read as far as its length says', () => {
    const chip = createChip({ ...demoChips['counted-records'], numbering: 'tag' });
    const { end } = readAll((command) => {
      const answer = chip.answerTo(command);
      return command[1] === 0xb2 && command[2] === 9 ? answer.with(1, 4) : answer;
    });
    expect(end).toMatchObject({ ok: true, value: { name: '王秀' } });
  });
});

describe('a chip', () => {
  test('gives nothing before its application is selected, and nothing after a reset', () => {
    const chip = createChip(demoChips['counted-records']);
    const record = readRecord(0x07, 5, 0x0b);
    expect(hexOf(chip.answerTo(record))).toBe('6985');
    expect(hexOf(chip.answerTo(selectFile(0xef06)))).toBe('6985');
    expect(hexOf(chip.answerTo(selectApplication()))).toBe('6F11840F7378312E73682EC9E7BBE1B1A3D5CF9000');
    expect(hexOf(chip.answerTo(record))).toBe('07094131323334353637389000');
    chip.reset();
    expect(hexOf(chip.answerTo(record))).toBe('6985');
  });

  test('knows its instructions, files, records and lengths', () => {
    const chip = createChip(demoChips['counted-records']);
    chip.answerTo(selectApplication());
    expect(hexOf(chip.answerTo(bytesOf('0020000003888888')))).toBe('6D00');
    expect(hexOf(chip.answerTo(bytesOf('00')))).toBe('6D00');
    expect(hexOf(chip.answerTo(selectFile(0xef07)))).toBe('6A82');
    expect(hexOf(chip.answerTo(bytesOf('00A4000002EF06')))).toBe('9000');
    expect(hexOf(chip.answerTo(readRecord(9, 0, 0x20)))).toBe('6A83');
    expect(hexOf(chip.answerTo(readRecord(7, 5, 0)))).toBe('6C0B');
  });

  test('of T=0 hands out once asked with the right length, and forgets it at the next command', () => {
    const chip = createChip(demoChips.resident);
    expect(hexOf(chip.answerTo(getResponse(2)))).toBe('6985');
    chip.answerTo(selectApplication());
    expect(hexOf(chip.answerTo(readRecord(7, 5, 0x0b)))).toBe('610B');
    expect(hexOf(chip.answerTo(getResponse(5)))).toBe('6C0B');
    expect(hexOf(chip.answerTo(getResponse(0x0b)))).toBe('07094131323334353637389000');
    chip.answerTo(selectFile(0xef06));
    expect(hexOf(chip.answerTo(getResponse(0x0b)))).toBe('6985');
  });
});
