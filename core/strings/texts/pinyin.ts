import { entry } from '../entry.ts';

/** A key with the letters that lie on one key of a telephone; in Chinese they are named as a primer names them. */
function letters(shown: string, simplified: string, traditional = simplified) {
  const english = Array.from(shown.toUpperCase()).join(', ');
  return entry({ shown, spoken: simplified }, { shown, spoken: traditional }, { shown, spoken: english });
}

/** The letter keys on which a character is spelled by its sound. */
export const pinyinTexts = {
  'pinyin.open': entry('拼音', '拼音', 'Pinyin'),
  'pinyin.leave': entry('手写', '手寫', 'By hand'),
  'pinyin.here': entry('按字母，拼出一个字。', '按字母，拼出一個字。', 'Spell one character.'),
  'pinyin.coming': entry('正在准备字母，请等一等。', '正在準備字母，請等一等。', 'The letters are coming.'),
  'pinyin.unable': entry(
    '现在用不了拼音，可以手写。',
    '現在用不了拼音，可以手寫。',
    'No pinyin now. Write by hand.',
  ),
  'pinyin.no-such': entry(
    '没有这样拼的字，请擦掉一个字母。',
    '沒有這樣拼的字，請擦掉一個字母。',
    'Nothing is spelled so. Erase a letter.',
  ),
  /** A character offered for what was spelled, told from others of its sound. */
  'pinyin.candidate': entry(
    { shown: '{text}', spoken: '屏幕上的一个字。', private: '{text}，{word}的{text}。' },
    { shown: '{text}', spoken: '螢幕上的一個字。', private: '{text}，{word}的{text}。' },
    { shown: '{text}', spoken: 'A character on the screen.', private: '{text}.' },
  ),
  'pinyin.more': entry(
    { shown: '更多', spoken: '更多的字' },
    { shown: '更多', spoken: '更多的字' },
    { shown: 'More', spoken: 'More characters' },
  ),
  'pinyin.erase': entry(
    { shown: '擦掉', spoken: '擦掉一个' },
    { shown: '擦掉', spoken: '擦掉一個' },
    { shown: 'Undo', spoken: 'Take one back' },
  ),
  'pinyin.letters.abc': letters('abc', '啊、玻、雌'),
  'pinyin.letters.def': letters('def', '得、鹅、佛', '得、鵝、佛'),
  'pinyin.letters.ghi': letters('ghi', '哥、喝、衣'),
  'pinyin.letters.jkl': letters('jkl', '基、科、勒'),
  'pinyin.letters.mno': letters('mno', '摸、讷、喔', '摸、訥、喔'),
  'pinyin.letters.pqrs': letters('pqrs', '坡、欺、日、思'),
  'pinyin.letters.tuv': letters('tuv', '特、乌、迂', '特、烏、迂'),
  'pinyin.letters.wxyz': letters('wxyz', '乌、希、衣、资', '烏、希、衣、資'),
} as const;
