import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageFrameOf, pageFrameText } from '../../../core/contract/frames.ts';

const call = { kind: 'call', correlationId: 'c-1', name: 'hub.upload' } as const;

describe('a frame of the page', () => {
  it('comes out as it went in, whatever its body says', () => {
    const body = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.json(),
      fc.constantFrom('', '\n', '{"a":"\\n"}\n\n'),
    );
    fc.assert(
      fc.property(body, fc.dictionary(fc.string(), fc.jsonValue()), (text, others) => {
        const frame = { ...call, input: { ...others, body: text } };
        expect(pageFrameOf(pageFrameText(frame))).toEqual(JSON.parse(JSON.stringify(frame)));
      }),
    );
  });

  it.each([
    { ...call, input: {} },
    { ...call, input: null },
    { ...call, input: { body: 7 } },
    { kind: 'hello', nonce: 'n' } as const,
    { kind: 'pong' } as const,
  ])('without a body is one line of JSON: %j', (frame) => {
    expect(JSON.parse(pageFrameText(frame))).toEqual(frame);
    expect(pageFrameOf(pageFrameText(frame))).toEqual(frame);
  });

  it('carries a body without escaping it', () => {
    expect(pageFrameText({ ...call, input: { body: '{"a":"b"}' } })).toContain('\n{"a":"b"}');
  });

  it.each([
    ['a body behind what is no call', '{"kind":"pong"}\n{}'],
    ['a body that has no input to stand in', JSON.stringify({ ...call, input: 'text' }) + '\n{}'],
    ['a call without a name', '{"kind":"call","correlationId":"c-1","input":{}}\n{}'],
    ['no frame at all', '{}'],
  ])('is none: %s', (_what, text) => {
    expect(pageFrameOf(text)).toBeNull();
  });

  it.each(['', 'x', '\n{}', '{"kind":\n"pong"}'])('is not even JSON: %j', (text) => {
    expect(() => pageFrameOf(text)).toThrow(SyntaxError);
  });
});
