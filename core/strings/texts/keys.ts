import { entry } from '../entry.ts';

/** The keys that stand at the same place on every screen, and those of the pad and the pages. */
export const keyTexts = {
  'key.back': entry('返回', '返回', 'Back'),
  'key.repeat': entry('再听一遍', '再聽一遍', { shown: 'Again', spoken: 'Hear again' }),
  // Three short words would leave a lone "I" on the second line of the key.
  'key.where': entry('我在哪里', '我在哪裡', { shown: 'Where?', spoken: 'Where am I?' }),
  'key.person': entry('叫人帮忙', '找人幫忙', { shown: 'Help', spoken: 'Call a person' }),
  'key.slower': entry(
    { shown: '慢一点', spoken: '说慢一点' },
    { shown: '慢一點', spoken: '說慢一點' },
    'Slower',
  ),
  'key.faster': entry(
    { shown: '快一点', spoken: '说快一点' },
    { shown: '快一點', spoken: '說快一點' },
    'Faster',
  ),
  'key.louder': entry(
    { shown: '大声点', spoken: '大声一点' },
    { shown: '大聲點', spoken: '大聲一點' },
    'Louder',
  ),
  'key.quieter': entry(
    { shown: '小声点', spoken: '小声一点' },
    { shown: '小聲點', spoken: '小聲一點' },
    'Quieter',
  ),
  'key.next-page': entry('下一页', '下一頁', 'Next page'),
  'key.previous-page': entry('上一页', '上一頁', 'Page before'),
  'pad.erase': entry(
    { shown: '擦掉', spoken: '擦掉一位' },
    { shown: '擦掉', spoken: '擦掉一位' },
    { shown: 'Erase', spoken: 'Erase one' },
  ),
  'pad.enter': entry({ shown: '好了', spoken: '输好了' }, { shown: '好了', spoken: '輸好了' }, 'Done'),
  /** Each language named in itself: render it in the language it names. */
  'language.name': entry('普通话，简体字', '國語，繁體字', 'English'),
} as const;
