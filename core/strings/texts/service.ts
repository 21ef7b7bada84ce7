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
  // To somebody whose visit was cut off: what was under way may not have been saved.
  'service.unfinished': entry(
    '您的事可能还没办好，这不怪您。',
    '您的事可能還沒辦好，這不怪您。',
    'Your matter may not be done yet. It is not your fault.',
  ),
  'service.slips-safe': entry(
    '拿到凭条的事，都存好了。',
    '拿到憑條的事，都存好了。',
    'What you have a slip for is saved.',
  ),
  'service.card-to-counter': entry(
    '请拿好身份证，到柜台，工作人员帮您办。',
    '請拿好身份證，到櫃台，工作人員幫您辦。',
    'Please take your ID card to our staff at the counter.',
  ),
} as const;
