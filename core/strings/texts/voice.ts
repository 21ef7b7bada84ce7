import { entry } from '../entry.ts';

/**
 * What the voice says of itself and of the keys under a finger. None of it stands on a screen of its own: the caption
 * shows it.
 */
export const voiceTexts = {
  'voice.slower': entry('说得慢一点了。', '說得慢一點了。', 'I speak slower now.'),
  'voice.faster': entry('说得快一点了。', '說得快一點了。', 'I speak faster now.'),
  'voice.louder': entry('声音大一点了。', '聲音大一點了。', 'I am louder now.'),
  'voice.quieter': entry('声音小一点了。', '聲音小一點了。', 'I am quieter now.'),
  'voice.slowest': entry('已经最慢了。', '已經最慢了。', 'This is the slowest.'),
  'voice.fastest': entry('已经最快了。', '已經最快了。', 'This is the fastest.'),
  'voice.loudest': entry('已经最大声了。', '已經最大聲了。', 'This is the loudest.'),
  'voice.quietest': entry('已经最小声了。', '已經最小聲了。', 'This is the quietest.'),

  'hearing.touch-on': entry(
    '手指放在键上，我就念给您听。听完抬手，就是选它。',
    '手指放在鍵上，我就唸給您聽。聽完抬手，就是選它。',
    'Lay a finger on a key and I say it. Hear it out, then lift to choose.',
  ),
  'hearing.touch-off': entry(
    '好的，现在一按就是选。',
    '好的，現在一按就是選。',
    'All right. A touch chooses at once now.',
  ),
  'hearing.digits-on': entry(
    '您按的数字，我会念出声。',
    '您按的數字，我會唸出聲。',
    'I say the digits that you press.',
  ),
  'hearing.digits-off': entry(
    '您按的数字，我不念出声。',
    '您按的數字，我不唸出聲。',
    'I do not say the digits that you press.',
  ),
  /** A digit of the pad, said when it is pressed: into a handset, or aloud where the customer has asked for it. */
  'pad.digit': entry('{digit}', '{digit}', '{digit}'),
} as const;
