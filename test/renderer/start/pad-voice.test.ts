import { signal } from '@preact/signals';
import { expect, test } from 'vitest';
import { renderLine, type Privacy } from '../../../core/strings/render.ts';
import { createHearing } from '../../../renderer/start/hearing.ts';
import { createPadVoice } from '../../../renderer/start/pad-voice.ts';
import type { Speech } from '../../../renderer/start/speech.ts';

function padOf() {
  const heard: string[] = [];
  const privacy = signal<Privacy>('public');
  const say: Speech['say'] = (lines) =>
    heard.push(...lines.map((line) => renderLine(line, 'zh-CN', privacy.value).spoken));
  const hearing = createHearing(say, signal(null));
  const pad = createPadVoice({
    voice: { tick: () => heard.push('tick') },
    say,
    privacy,
    saysDigits: hearing.saysDigits,
  });
  return { pad, hearing, privacy, heard };
}

test('over the loudspeaker a digit is a tick, and so is its erasure', () => {
  const { pad, heard } = padOf();
  pad.pressed({ did: 'press-digit', digit: '3' });
  pad.pressed({ did: 'erase-digit' });
  pad.name({ did: 'press-digit', digit: '5' });
  expect(heard).toEqual(['tick', 'tick', 'tick']);
});

test('into a handset it is spoken, and 1 as 幺', () => {
  const { pad, privacy, heard } = padOf();
  privacy.value = 'private';
  pad.pressed({ did: 'press-digit', digit: '1' });
  pad.pressed({ did: 'erase-digit' });
  expect(heard).toEqual(['幺', '擦掉一位']);
});

test('whoever asks for it hears digits aloud, until the next customer', () => {
  const { pad, hearing, heard } = padOf();
  hearing.setSaysDigits(true);
  pad.pressed({ did: 'press-digit', digit: '8' });
  hearing.reset();
  pad.pressed({ did: 'press-digit', digit: '8' });
  expect(heard).toEqual(['您按的数字，我会念出声。', '八', 'tick']);
});

test('what is none of the pad’s is left alone', () => {
  const { pad, heard } = padOf();
  pad.pressed({ did: 'touch' });
  pad.pressed({ did: 'enter-digits' });
  expect(heard).toEqual([]);
});

test('a hearing setting says what it means now, and returns to off in silence', () => {
  const { hearing, heard } = padOf();
  hearing.setTouchToHear(true);
  hearing.setTouchToHear(false);
  hearing.setTouchToHear(true);
  heard.length = 0;
  hearing.reset();
  expect([hearing.touchToHear.value, hearing.saysDigits.value, heard]).toEqual([false, false, []]);
});
