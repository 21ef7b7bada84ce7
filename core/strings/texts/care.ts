import { entry } from '../entry.ts';

/**
 * Measuring one's blood pressure. The figures are health data: shown, and said over a handset, never over the
 * loudspeaker. They are a reference value and no advice.
 */
export const careTexts = {
  'care.title': entry('量血压', '量血壓', 'Blood pressure'),
  'care.note': entry('坐下来，慢慢量', '坐下來，慢慢量', 'Sit down and take your time'),

  // An arm that has just carried shopping gives somebody else's figures.
  'care.ready.title': entry(
    '请先坐好，歇五分钟再量。',
    '請先坐好，歇五分鐘再量。',
    'Please rest five minutes.',
  ),
  'care.ready.arm': entry(
    '手臂放平，和心口一样高。',
    '手臂放平，和心口一樣高。',
    'Arm flat, at heart height.',
  ),
  'care.ready.quiet': entry('量的时候，请先不要说话。', '量的時候，請先不要說話。', 'Please do not speak.'),
  'care.ready.begin': entry(
    '歇好了，请按血压计的开始键。',
    '歇好了，請按血壓計的開始鍵。',
    'Then press the start key.',
  ),
  'care.ready.leave': entry('不量了', '不量了', 'I would rather not'),

  'care.result.title': entry('量好了。', '量好了。', 'It is done.'),
  'care.result.figures': entry(
    {
      shown: '高压 {systolic}，低压 {diastolic}',
      spoken: '请看屏幕上的数字。',
      private: '高压{systolic}，低压{diastolic}。',
    },
    {
      shown: '高壓 {systolic}，低壓 {diastolic}',
      spoken: '請看螢幕上的數字。',
      private: '高壓{systolic}，低壓{diastolic}。',
    },
    {
      shown: 'Upper {systolic}, lower {diastolic}',
      spoken: 'Please look at the figures on the screen.',
      private: 'Upper {systolic}, lower {diastolic}.',
    },
  ),
  'care.result.pulse': entry(
    { shown: '脉搏每分钟 {pulse} 次', spoken: '下面是您的脉搏。', private: '脉搏每分钟{pulse}次。' },
    { shown: '脈搏每分鐘 {pulse} 次', spoken: '下面是您的脈搏。', private: '脈搏每分鐘{pulse}次。' },
    {
      shown: 'Pulse {pulse} a minute',
      spoken: 'Your pulse is shown below.',
      private: 'Pulse {pulse} a minute.',
    },
  ),
  'care.result.reference': entry(
    '这是参考值，不能代替看病。',
    '這是參考值，不能代替看病。',
    'This is a reference value, not a diagnosis.',
  ),
  'care.result.doctor': entry(
    '有不放心的，请问医生。',
    '有不放心的，請問醫生。',
    'If anything worries you, please ask your doctor.',
  ),
  'care.result.look': entry(
    '请看看，凭条在不在出纸口。',
    '請看看，憑條在不在出紙口。',
    'Please look whether the slip is there.',
  ),
  'care.result.print': entry('打印下来', '列印下來', 'Print it'),
  'care.result.again': entry('再量一次', '再量一次', 'Measure again'),
  'care.result.done': entry('好的，量完了', '好的，量完了', 'All right, that is all'),

  'care.measurement-failed': entry('这一次没有量成。', '這一次沒有量成。', 'It did not work out this time.'),
  'care.reading-implausible': entry(
    '这一次的数字对不上。',
    '這一次的數字對不上。',
    'The figures do not fit together.',
  ),
  'care.reading-damaged': entry(
    '血压计的数字没有传过来。',
    '血壓計的數字沒有傳過來。',
    'The figures did not arrive.',
  ),
  'care.measure-again': entry(
    '歇一歇，请再量一次。',
    '歇一歇，請再量一次。',
    'Rest a little, and please measure again.',
  ),
  'care.monitor-missing': entry(
    '血压计没有接好，今天量不了。',
    '血壓計沒有接好，今天量不了。',
    'The monitor is not connected today.',
  ),
} as const;
