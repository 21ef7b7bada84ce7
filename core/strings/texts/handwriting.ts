import { entry } from '../entry.ts';

/** The pad on which characters are written with a finger or a pen. */
export const handwritingTexts = {
  'handwriting.too-short': entry(
    '还没有写完，请先写一个字。',
    '還沒有寫完，請先寫一個字。',
    'Nothing is written yet.',
  ),
  'handwriting.full': entry(
    '二十个字写满了，请按“写好了”。',
    '二十個字寫滿了，請按「寫好了」。',
    'It is full. Please press Done.',
  ),
  'handwriting.here': entry('用手指在这里写一个字。', '用手指在這裡寫一個字。', 'Write one character here.'),
  'handwriting.looking': entry('正在认字，请等一等。', '正在認字，請等一等。', 'Reading it. Please wait.'),
  'handwriting.which': entry(
    '是哪一个字？请按一下。',
    '是哪一個字？請按一下。',
    'Which one is it? Press it.',
  ),
  'handwriting.unable': entry(
    '现在认不出手写的字，可以不写。',
    '現在認不出手寫的字，可以不寫。',
    'It cannot be read now. You may skip it.',
  ),
  /** A character offered for what was written. */
  'handwriting.candidate': entry(
    { shown: '{text}', spoken: '屏幕上的一个字。', private: '{text}。' },
    { shown: '{text}', spoken: '螢幕上的一個字。', private: '{text}。' },
    { shown: '{text}', spoken: 'A character on the screen.', private: '{text}.' },
  ),
  'handwriting.undo': entry('擦掉一笔', '擦掉一筆', 'Undo'),
  'handwriting.clear': entry('重写', '重寫', 'Clear'),
  'handwriting.erase': entry('擦掉一字', '擦掉一字', 'Erase'),
  'handwriting.done': entry('写好了', '寫好了', 'Done'),
} as const;
