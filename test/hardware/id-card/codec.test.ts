import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  answerLength,
  canAnswer,
  commandIn,
  decodeAnswer,
  decodeSamId,
  encodeAnswer,
  encodeCommand,
  meaningOf,
  samCommands,
  textBlockIn,
} from '../../../hardware/id-card/codec.ts';
import type { SamCommand } from '../../../hardware/id-card/codec.ts';
import { encodeFrame, frameScanner } from '../../../hardware/id-card/frame.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { decodeTextBlock, encodeTextBlock } from '../../../hardware/id-card/text-block.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const words = (...values: number[]) => values.flatMap((value) => [value >> 8, value & 0xff]);

function answerIn(frameHex: string) {
  return decodeAnswer(frameScanner(answerLength).push(bytesOf(frameHex)).bodies[0]!);
}

function cardVector(id: string) {
  return vectors.cards.find((card) => card.id === id)!;
}

describe('golden frames', () => {
  test.each(vectors.commands)('command $id', ({ fields, frameHex }) => {
    expect(hexOf(encodeFrame(bytesOf(fields.cmdPara + fields.data)))).toBe(frameHex);
  });

  test('every command this kiosk sends is one of them, under the same bytes', () => {
    const golden = vectors.commands.map(({ frameHex }) => frameHex);
    for (const name of Object.keys(samCommands) as SamCommand[]) {
      expect(golden).toContain(hexOf(encodeCommand(name)));
      expect(commandIn(Uint8Array.from(samCommands[name]))).toBe(name);
    }
  });

  test.each(vectors.answers)('answer $id', ({ fields, frameHex }) => {
    const answer = { sw3: Number.parseInt(fields.sw3, 16), data: bytesOf(fields.data) };
    expect(hexOf(encodeAnswer(answer))).toBe(frameHex);
    expect(answerIn(frameHex)).toEqual(answer);
  });

  test('the resident card is the answer that the twin builds, to the last byte', () => {
    const { frameHex, sha256 } = cardVector('RESIDENT');
    const text = encodeTextBlock(twinDemoCards.resident);
    const data = Uint8Array.from([...words(256, 1024), ...text, ...new Uint8Array(1024)]);
    const frame = encodeAnswer({ sw3: 0x90, data });
    expect(hexOf(frame)).toBe(frameHex);
    expect(createHash('sha256').update(frame).digest('hex')).toBe(sha256);
  });

  test('the resident card is read field by field', () => {
    const block = textBlockIn(answerIn(cardVector('RESIDENT').frameHex).data)!;
    expect(decodeTextBlock(block)).toEqual({
      ok: true,
      value: {
        kind: 'resident',
        name: '王秀英',
        sex: 'female',
        ethnicCode: '01',
        birthDay: '1949-03-01',
        address: '北京市东城区示例胡同４号',
        number: '11010119490301002X',
        issuer: '北京市公安局东城分局',
        validFrom: '2009-03-01',
        validUntil: 'long-term',
      },
    });
  });

  test.each(['HMT', 'PR2017', 'PR2023'])('a %s card is of a kind this kiosk does not read', (id) => {
    const block = textBlockIn(answerIn(cardVector(id).frameHex).data)!;
    expect(decodeTextBlock(block)).toEqual({ ok: false, error: 'card-kind-unknown' });
  });

  test('the module number is shown as on its plate', () => {
    expect(decodeSamId(answerIn(vectors.samId.frameHex).data)).toBe(vectors.samId.display);
    expect(decodeSamId(new Uint8Array(15))).toBeNull();
  });
});

describe('the meaning of a status byte', () => {
  test.each([
    ['done', [0x90, 0x9f]],
    ['no-card', [0x80]],
    ['card-unreadable', [0x31, 0x32, 0x33, 0x40, 0x41, 0x47, 0x81, 0x91]],
    ['reader-garbled', [0x10, 0x11, 0x21]],
    ['reader-fault', [0x23, 0x24, 0x60, 0x66, 0x00, 0xff]],
  ])('%s', (meaning, statuses) => {
    expect(statuses.map(meaningOf)).toEqual(statuses.map(() => meaning));
  });

  test('the success of one command is never taken for that of another', () => {
    const found = answerIn(vectors.answers.find(({ id }) => id === 'findOk')!.frameHex);
    const card = answerIn(cardVector('RESIDENT').frameHex);
    expect(canAnswer('find', found)).toBe(true);
    expect(canAnswer('select', found)).toBe(false);
    expect(canAnswer('read', card)).toBe(true);
    for (const other of ['status', 'find', 'select'] as const) expect(canAnswer(other, card)).toBe(false);
  });
});

describe('the text block is found by the length words', () => {
  const text = encodeTextBlock(twinDemoCards.resident);

  test.each([0, 512, 1024])('with three words and a fingerprint of %i bytes', (fingerprintBytes) => {
    const head = words(256, 1024, fingerprintBytes);
    const rest = new Uint8Array(1024 + fingerprintBytes);
    expect(textBlockIn(Uint8Array.from([...head, ...text, ...rest]))).toEqual(text);
  });

  test('with a photo of another length', () => {
    expect(textBlockIn(Uint8Array.from([...words(256, 10), ...text, ...new Uint8Array(10)]))).toEqual(text);
  });

  test('data whose words do not add up has no text block', () => {
    expect(textBlockIn(Uint8Array.from([...words(256, 1024), ...text]))).toBeNull();
    expect(textBlockIn(new Uint8Array(3))).toBeNull();
  });

  test('random data never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const block = textBlockIn(data);
        expect(block === null || block.length <= data.length).toBe(true);
      }),
    );
  });
});
