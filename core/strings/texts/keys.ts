import { entry } from '../entry.ts';

/** The keys that stand at the same place on every screen, and those of the pad and the pages. */
export const keyTexts = {
  'key.back': entry('返回', '返回', 'Back'),
  'key.repeat': entry('再听一遍', '再聽一遍', 'Hear again'),
  // Three short words would leave a lone "I" on the second line of the key.
  'key.where': entry('我在哪里', '我在哪裡', { shown: 'Where?', spoken: 'Where am I?' }),
  'key.person': entry('叫人帮忙', '找人幫忙', 'Call a person'),
  'key.slower': entry('说慢一点', '說慢一點', 'Slower'),
  'key.faster': entry('说快一点', '說快一點', 'Faster'),
  'key.louder': entry('大声一点', '大聲一點', 'Louder'),
  'key.quieter': entry('小声一点', '小聲一點', 'Quieter'),
  'key.next-page': entry('下一页', '下一頁', 'Next page'),
  'key.previous-page': entry('上一页', '上一頁', 'Page before'),
  'pad.erase': entry('擦掉一位', '擦掉一位', 'Erase one'),
  'pad.enter': entry('输好了', '輸好了', 'Done'),
  /** Each language named in itself: render it in the language it names. */
  'language.name': entry('普通话，简体字', '國語，繁體字', 'English'),
} as const;
