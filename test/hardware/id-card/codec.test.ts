import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addressBytes,
  answerLength,
  baudRateIn,
  canAnswer,
  commandIn,
  contentIn,
  decodeAnswer,
  decodeSamId,
  encodeAnswer,
  encodeCommand,
  isRadioLimit,
  samCommands,
} from '../../../hardware/id-card/codec.ts';
import type { SamCommand } from '../../../hardware/id-card/codec.ts';
import { twinDemoCards } from '../../../hardware/id-card/demo-cards.ts';
import { encodeFrame, frameScanner } from '../../../hardware/id-card/frame.ts';
import { encodeTextBlock, putText, textIn, trimmed } from '../../../hardware/id-card/text-block.ts';
import type { CardText } from '../../../hardware/id-card/text-block.ts';
import { samVectors as vectors } from '../../support/sam-vectors.ts';

const bytesOf = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'));
const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();
const words = (...values: number[]) => values.flatMap((value) => [value >> 8, value & 0xff]);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

function bodyIn(frameHex: string): Uint8Array {
  return frameScanner({ min: 3, max: answerLength.max }).push(bytesOf(frameHex)).bodies[0]!;
}

function answerIn(frameHex: string) {
  return decodeAnswer(bodyIn(frameHex));
}

function vector(id: string) {
  return [...vectors.cards, ...vectors.answers].find((entry) => entry.id === id)!.frameHex;
}

const names = Object.keys(samCommands) as SamCommand[];

describe('golden frames', () => {
  test.each(vectors.commands)('command $id', ({ fields, frameHex }) => {
    expect(hexOf(encodeFrame(bytesOf(fields.cmdPara + fields.data)))).toBe(frameHex);
  });

  test('every command this kiosk sends is one of them, under the same bytes', () => {
    const golden = vectors.commands.map(({ frameHex }) => frameHex);
    for (const name of names) {
      expect(golden).toContain(hexOf(encodeCommand(name)));
      expect(commandIn(Uint8Array.from(samCommands[name]))).toBe(name);
    }
  });

  test('a reader tells every golden command from all others', () => {
    const meant = vectors.commands.map(({ frameHex }) => {
      const body = bodyIn(frameHex);
      return commandIn(body) ?? baudRateIn(body) ?? (isRadioLimit(body) ? 'radio' : null);
    });
    const settings = [115_200, 57_600, 38_400, 19_200, 9_600, 'radio'];
    expect(meant).toEqual([...names, ...settings]);
  });

  test.each(['6005', '60FF', '6000FF', '60', '61FF', '62FF50', '61FE50', '2003', '2101', '200100', ''])(
    'a body %s asks for nothing that readers know',
    (hex) => {
      const body = bytesOf(hex);
      expect([commandIn(body), baudRateIn(body), isRadioLimit(body)]).toEqual([null, null, false]);
    },
  );

  test.each(vectors.answers)('answer $id', ({ fields, frameHex }) => {
    const sw3 = Number.parseInt(fields.sw3, 16);
    expect(hexOf(encodeAnswer(sw3, bytesOf(fields.data)))).toBe(frameHex);
    expect(answerIn(frameHex)).toEqual({ sw1: 0, sw2: 0, sw3, data: bytesOf(fields.data) });
  });

  test('the card’s own two status bytes are told apart from the reader’s', () => {
    const frame = encodeFrame(Uint8Array.of(0x6a, 0x82, 0x31));
    expect(answerIn(hexOf(frame))).toMatchObject({ sw1: 0x6a, sw2: 0x82, sw3: 0x31 });
  });

  const { resident, 'hmt-permit': permit, 'pr-2017': pr2017, 'pr-2023': pr2023 } = twinDemoCards;
  test.each<readonly [string, CardText]>([
    ['RESIDENT', resident],
    ['HMT', { ...permit, validFrom: '20190101', validUntil: '20240101' }],
    ['PR2017', pr2017],
    ['PR2023', pr2023],
  ])('the card %s is the answer that the twin builds, to the last byte', (id, card) => {
    const golden = vectors.cards.find((entry) => entry.id === id)!;
    const data = Uint8Array.from([...words(256, 1024), ...encodeTextBlock(card), ...new Uint8Array(1024)]);
    const frame = encodeAnswer(0x90, data);
    expect(hexOf(frame)).toBe(golden.frameHex);
    expect(sha256(frame)).toBe(golden.sha256);
  });

  test('the added address is the answer that the twin builds, and is read back', () => {
    const data = new Uint8Array(addressBytes);
    putText(data, [0, addressBytes], twinDemoCards.moved.latestAddress);
    const frame = encodeAnswer(0x90, data);
    expect(hexOf(frame)).toBe(vectors.extraAddress.frameHex);
    expect(sha256(frame)).toBe(vectors.extraAddress.sha256);
    expect(trimmed(textIn(answerIn(hexOf(frame)).data, [0, addressBytes]))).toBe('北京市西城区新址路２号');
  });

  test('the module number is shown as on its plate', () => {
    expect(decodeSamId(answerIn(vectors.samId.frameHex).data)).toBe(vectors.samId.display);
  });

  test('serial numbers beyond 2^31 stay positive', () => {
    const data = answerIn(vectors.samId.frameHex).data.slice();
    data.set([0xff, 0xff, 0xff, 0xff], 8);
    expect(decodeSamId(data)).toBe('05.03-20150615-4294967295-0006789012');
  });

  test('what is no module number is none', () => {
    const { data } = answerIn(vectors.samId.frameHex);
    const withDay = (day: number) => {
      const changed = data.slice();
      new DataView(changed.buffer).setUint32(4, day, true);
      return decodeSamId(changed);
    };
    expect(decodeSamId(data.slice(1))).toBeNull();
    expect(decodeSamId(Uint8Array.of(...data, 0))).toBeNull();
    for (const day of [20_100_101, 20_150_910, 20_151_020, 20_151_130, 20_151_231, 20_990_929])
      expect(withDay(day), String(day)).not.toBeNull();
    for (const day of [0, 20_150_015, 20_151_301, 20_150_600, 20_150_632, 19_991_231, 120_150_615]) {
      expect(withDay(day), String(day)).toBeNull();
    }
  });
});

describe('which answer can belong to which command', () => {
  const success = (bytes: number) => ({ sw1: 0, sw2: 0, sw3: 0x90, data: new Uint8Array(bytes) });

  test.each<readonly [SamCommand, readonly number[]]>([
    ['reset', [0]],
    ['status', [0]],
    ['samId', [16]],
    ['find', []],
    ['select', [0, 8, 15]],
    ['readAddress', [70]],
    ['read', [71, 1284, 1286]],
    ['readWithFingerprint', [71, 1284, 2310]],
  ])('%s is answered by a success with %j bytes of data and by no other', (command, lengths) => {
    for (const bytes of [0, 8, 15, 16, 17, 69, 70, 71, 1284, 1286, 2310]) {
      const isOwn = lengths.includes(bytes) || (lengths.at(-1)! > 70 && bytes > 70);
      expect(canAnswer(command, success(bytes)), String(bytes)).toBe(isOwn);
    }
  });

  test('only find is answered by "card found"', () => {
    for (const name of names) expect(canAnswer(name, answerIn(vector('findOk')))).toBe(name === 'find');
  });

  test('a failure is believed by whoever asks', () => {
    for (const name of names) expect(canAnswer(name, answerIn(vector('readFailed')))).toBe(true);
  });
});

describe('the content of a card is found by the length words', () => {
  const text = encodeTextBlock(twinDemoCards.resident);
  const photo = Uint8Array.from({ length: 1024 }, (_, at) => at % 251);

  test('with two words', () => {
    expect(contentIn(Uint8Array.from([...words(256, 1024), ...text, ...photo]))).toEqual({ text, photo });
  });

  test.each([0, 512, 1024])('with three words and a fingerprint of %i bytes', (fingerprintBytes) => {
    const head = words(256, 1024, fingerprintBytes);
    const rest = new Uint8Array(fingerprintBytes).fill(7);
    expect(contentIn(Uint8Array.from([...head, ...text, ...photo, ...rest]))).toEqual({ text, photo });
  });

  test.each(vectors.readBaseFingerprintLengths)(
    'fingerprints of $fingerprintLength bytes make an answer of $frameLength',
    ({ fingerprintLength, frameLength }) => {
      const data = [
        ...words(256, 1024, fingerprintLength),
        ...text,
        ...photo,
        ...new Uint8Array(fingerprintLength),
      ];
      expect(encodeAnswer(0x90, Uint8Array.from(data))).toHaveLength(frameLength);
    },
  );

  test('with a photo of another length', () => {
    const short = photo.slice(0, 10);
    expect(contentIn(Uint8Array.from([...words(256, 10), ...text, ...short]))).toEqual({
      text,
      photo: short,
    });
  });

  test('data whose words do not add up has no content', () => {
    expect(contentIn(Uint8Array.from([...words(256, 1024), ...text]))).toBeNull();
    expect(contentIn(Uint8Array.from([...words(256, 1025), ...text, ...photo]))).toBeNull();
    expect(contentIn(new Uint8Array(3))).toBeNull();
    expect(contentIn(new Uint8Array(4))).toEqual({ text: new Uint8Array(0), photo: new Uint8Array(0) });
  });

  test('random data never throws and never yields more than it holds', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => {
        const content = contentIn(data);
        if (content !== null)
          expect(content.text.length + content.photo.length).toBeLessThanOrEqual(data.length);
      }),
    );
  });
});
