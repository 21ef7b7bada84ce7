import { describe, expect, test } from 'vitest';
import { codeScannerKind } from '../../../hardware/code-scanner/cli.ts';
import { encodeAnswer } from '../../../hardware/code-scanner/codec.ts';
import { obey } from '../../../hardware/order-book.ts';
import { kindBench } from '../../support/kind-bench.ts';

describe('the kind', () => {
  test('is recognised by an engine’s answer, also behind noise, and by nothing else', () => {
    const isAnswer = codeScannerKind.probe!.isAnswer;
    expect(isAnswer(Uint8Array.of(0xff, 0x02, ...encodeAnswer({ type: 0, data: Uint8Array.of(0x20) })))).toBe(
      true,
    );
    expect(isAnswer(encodeAnswer({ type: 1, data: Uint8Array.of(0x20) }))).toBe(false);
    expect(isAnswer(encodeAnswer({ type: 0, data: Uint8Array.of(1, 2) }))).toBe(false);
    expect(isAnswer(encodeAnswer({ type: 0, data: Uint8Array.of(0) }).with(-1, 0))).toBe(false);
    expect(isAnswer(Buffer.from('6901234567892\r'))).toBe(false);
    expect(isAnswer(new Uint8Array(0))).toBe(false);
  });

  test('watches without saying what a code holds', async () => {
    const { clock, twin, watching } = kindBench(codeScannerKind, { model: 'gm65' });
    const { said, stop } = watching();
    await clock.advance(300);
    obey(twin.orders, 'scan 王秀英');
    await clock.advance(100);
    obey(twin.orders, 'scan \x00');
    await clock.advance(100);
    expect(said).toEqual(['code read: 3 characters', 'code refused: code-unreadable']);
    await stop();
  });

  test.each([{}, { model: 'xyz', terminator: 'abc', encoding: '?' }])(
    'makes the usual twin of options it does not know: %j',
    async (options) => {
      const { clock, twin, opened } = kindBench(codeScannerKind, options);
      const { heard } = await opened();
      obey(twin.orders, 'scan 王');
      await clock.advance(100);
      expect(heard).toEqual([...Buffer.from('王\r')]);
    },
  );

  test('makes a twin with the options asked for', async () => {
    const options = { model: 'line', terminator: 'cr-lf', encoding: 'gb18030' };
    const { clock, twin, opened } = kindBench(codeScannerKind, options);
    const { heard } = await opened();
    obey(twin.orders, 'scan 王');
    await clock.advance(100);
    expect(heard).toEqual([0xcd, 0xf5, 0x0d, 0x0a]);
  });
});
