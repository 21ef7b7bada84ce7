import { entry } from '../entry.ts';

/** How a customer sees and hears the machine: the panel behind one key, the same on every screen. */
export const aidTexts = {
  'key.aids': entry('看清听清', '看清聽清', { shown: 'See, hear', spoken: 'To see and hear well' }),
  'key.more': entry('下面还有', '下面還有', { shown: 'More', spoken: 'There is more below' }),
  'key.top': entry('回到开头', '回到開頭', { shown: 'Top', spoken: 'Back to the top' }),

  'aids.title': entry('看清听清', '看清聽清', 'To see and hear well'),
  'aids.volume': entry('声音大小', '聲音大小', 'Volume'),
  'aids.speed': entry('说话快慢', '說話快慢', 'Speed'),
  'aids.size': entry('字的大小', '字的大小', 'Letters'),
  'aids.smaller': entry('字小一点', '字小一點', 'Smaller'),
  'aids.larger': entry('字大一点', '字大一點', 'Larger'),
  'aids.zoom': entry('整个放大', '整個放大', 'Magnify all'),
  'aids.contrast': entry('换颜色', '換顏色', 'Colours'),
  'aids.touch': entry('先听后选', '先聽後選', 'Hear, then lift'),
  'aids.digits': entry('念出数字', '唸出數字', 'Say digits'),
  'aids.switch': entry('{aid}，{state}', '{aid}，{state}', '{aid}. {state}'),
  'aids.on': entry('现在开着。', '現在開著。', 'Now on.'),
  'aids.off': entry('现在关着。', '現在關著。', 'Now off.'),
  'aids.done': entry('好了', '好了', 'Done'),

  'look.size.standard': entry('现在是标准字。', '現在是標準字。', 'Standard letters.'),
  'look.size.large': entry('现在是大字。', '現在是大字。', 'Large letters.'),
  'look.size.extra': entry('现在是特大字。', '現在是特大字。', 'Extra large letters.'),
  'look.zoom.on': entry('现在放大了一倍。', '現在放大了一倍。', 'Twice as large.'),
  'look.zoom.off': entry('现在是平常大小。', '現在是平常大小。', 'The usual size.'),
  'look.zoom.no-room': entry(
    '这块屏幕放不下更大的了。',
    '這塊螢幕放不下更大的了。',
    'This screen has no more room.',
  ),
  'look.contrast.default': entry('现在是平常颜色。', '現在是平常顏色。', 'The usual colours.'),
  'look.contrast.high-light': entry('现在是白底黑字。', '現在是白底黑字。', 'Black on white.'),
  'look.contrast.high-dark': entry('现在是黑底白字。', '現在是黑底白字。', 'White on black.'),
} as const;
