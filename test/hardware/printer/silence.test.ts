import { describe, expect, test } from 'vitest';
import type { Conversation } from '../../../hardware/printer/conversation.ts';
import { createSilence } from '../../../hardware/printer/silence.ts';

function silentLine() {
  const happened: string[] = [];
  const line: Pick<Conversation, 'send' | 'close'> = {
    async send(bytes, deadlineMs) {
      happened.push(`${bytes.length} bytes within ${deadlineMs} ms`);
      return { ok: true, value: undefined };
    },
    close: async () => void happened.push('closed'),
  };
  const silence = createSilence({ timing: { answerMs: 400, silentRounds: 4 }, baudRate: 9_600 });
  return { happened, silence, goesOn: () => silence.goesOn(line as Conversation) };
}

describe('a printer that does not answer', () => {
  test('is flushed at the second silent round, once, and given up at the fourth', async () => {
    const { happened, goesOn } = silentLine();
    await goesOn();
    expect(happened).toEqual([]);
    await goesOn();
    expect(happened).toEqual(['2304 bytes within 2800 ms']);
    await goesOn();
    expect(happened).toHaveLength(1);
    await goesOn();
    expect(happened.slice(1)).toEqual(['closed']);
  });

  test('is known to be silent from the first round until it answers, and then begins anew', async () => {
    const { happened, silence, goesOn } = silentLine();
    expect(silence.isKnown()).toBe(false);
    await goesOn();
    expect(silence.isKnown()).toBe(true);
    silence.hasEnded();
    expect(silence.isKnown()).toBe(false);
    await goesOn();
    expect(happened).toEqual([]);
  });
});
