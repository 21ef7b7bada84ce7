import { entry } from '../entry.ts';

/** What stands on the glass while the machine itself cannot serve: starting, cut off from its host, or crashed. */
export const serviceTexts = {
  'service.starting': entry('机器正在准备。', '機器正在準備。', 'The machine is getting ready.'),
  'service.moment': entry('请等一等。', '請等一等。', 'Please wait a moment.'),
  'service.out': entry('这台机器要歇一会儿。', '這台機器要歇一會兒。', 'This machine needs a short rest.'),
  'service.counter': entry(
    '请到柜台，工作人员帮您办。',
    '請到櫃台，工作人員幫您辦。',
    'Our staff at the counter will help you.',
  ),
  'service.safe': entry(
    '已经受理的事，都存好了。',
    '已經受理的事，都存好了。',
    'What was accepted before is saved.',
  ),
} as const;
