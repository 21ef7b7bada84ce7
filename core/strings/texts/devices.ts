import { entry } from '../entry.ts';

/** What a customer hears when a device does not do its part. Never blame, always a way on. */
export const deviceTexts = {
  'card.card-unreadable': entry('身份证没有读出来。', '身份證沒有讀出來。', 'I could not read the card.'),
  'card.card-not-authenticated': entry(
    '身份证没有认出来。',
    '身份證沒有認出來。',
    'The reader did not recognise the card.',
  ),
  'card.card-not-identity': entry(
    '这张好像不是身份证。',
    '這張好像不是身份證。',
    'This does not look like an ID card.',
  ),
  'card.card-lifted-too-soon': entry(
    '身份证拿得早了一点。',
    '身份證拿得早了一點。',
    'The card was lifted a little early.',
  ),
  'card.card-number-wrong': entry(
    '身份证号码没有读对。',
    '身份證號碼沒有讀對。',
    'I did not get the number of the card right.',
  ),
  'card.card-content-wrong': entry(
    '身份证内容没有读全。',
    '身份證內容沒有讀全。',
    'I could not read the whole card.',
  ),
  'card.card-kind-unknown': entry(
    '这种证件我还不认识。',
    '這種證件我還不認識。',
    'I do not know this kind of card yet.',
  ),
  'card.card-expired': entry('您的身份证已经过期了。', '您的身份證已經過期了。', 'Your ID card has run out.'),
  'card.reader-fault': entry(
    '读身份证的机器出了毛病。',
    '讀身份證的機器出了毛病。',
    'The card reader has a fault.',
  ),
  'card.reader-unauthorised': entry(
    '读身份证的机器还不能用。',
    '讀身份證的機器還不能用。',
    'The card reader is not ready for use.',
  ),
  'card.reader-silent': entry(
    '读身份证的机器没有回应。',
    '讀身份證的機器沒有回應。',
    'The card reader does not answer.',
  ),
  'card.reader-garbled': entry(
    '读身份证的机器没说清楚。',
    '讀身份證的機器沒說清楚。',
    'The card reader was not clear.',
  ),
  'card.reader-missing': entry(
    '读身份证的机器没有接好。',
    '讀身份證的機器沒有接好。',
    'The card reader is not connected.',
  ),
  'card.lay-again': entry(
    '请拿起来，再平放一次。',
    '請拿起來，再平放一次。',
    'Please lift it and lay it down again.',
  ),
  'card.person': entry(
    '这不怪您，已经叫人来了。',
    '這不怪您，已經找人來了。',
    'It is not your fault. A person is coming.',
  ),
  'card.expired-advice': entry(
    '想问怎么换，可以请人来说。',
    '想問怎麼換，可以請人來說。',
    'A person can tell you how to renew it.',
  ),

  'print.paper-out': entry('凭条纸用完了。', '憑條紙用完了。', 'The slip paper has run out.'),
  'print.cover-open': entry(
    '打印机的盖子没盖好。',
    '印表機的蓋子沒蓋好。',
    'The cover of the printer is open.',
  ),
  'print.cutter-error': entry('打印机切纸卡住了。', '印表機切紙卡住了。', 'The paper cutter is stuck.'),
  'print.printer-overheated': entry(
    '打印机太热，要歇一歇。',
    '印表機太熱，要歇一歇。',
    'The printer is hot and must rest.',
  ),
  'print.printer-fault': entry('打印机出了毛病。', '印表機出了毛病。', 'The printer has a fault.'),
  'print.printer-silent': entry('打印机没有回应。', '印表機沒有回應。', 'The printer does not answer.'),
  'print.printer-missing': entry('打印机没有接好。', '印表機沒有接好。', 'The printer is not connected.'),
} as const;
