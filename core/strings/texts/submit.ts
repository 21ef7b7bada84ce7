import { entry } from '../entry.ts';

/** From reading back to the slip in the hand. */
export const submitTexts = {
  'reading-back.title': entry('请您看看，这样对吗？', '請您看看，這樣對嗎？', 'Please look. Is this right?'),
  'reading-back.not-yet-effective': entry(
    '公司核对以后，才会生效。',
    '公司核對以後，才會生效。',
    'It takes effect once we have checked it.',
  ),
  'reading-back.finished': entry(
    '报案不收钱，现在就能办好。',
    '報案不收錢，現在就能辦好。',
    'Reporting is free and is finished right now.',
  ),
  'reading-back.confirm': entry('对，就这样办', '對，就這樣辦', 'Yes, please do this'),
  'reading-back.change': entry('我要改一改', '我要改一改', 'I want to change something'),
  'reading-back.stop': entry('先不办了', '先不辦了', 'I would rather stop'),
  'choosing-change.title': entry('您想改哪一项？', '您想改哪一項？', 'What would you like to change?'),

  'accepting.title': entry(
    '正在帮您存好，请等一等。',
    '正在幫您存好，請等一等。',
    'I am saving this for you. Please wait.',
  ),
  'accepting.detail': entry('一会儿就好。', '一會兒就好。', 'This takes a moment.'),
  'accept-failed.title': entry(
    '还没有存好，这不怪您。',
    '還沒有存好，這不怪您。',
    'It is not saved yet. This is not your fault.',
  ),
  'accept-failed.try-again': entry('请再试一次。', '請再試一次。', 'Please try again.'),
  'accept-failed.needs-staff': entry(
    '机器要请人来看一看。',
    '機器要請人來看一看。',
    'A person must look at the machine.',
  ),
  'accept-failed.slow': entry(
    '机器有点慢，请再等等。',
    '機器有點慢，請再等等。',
    'The machine is slow. Please wait a little more.',
  ),
  'accept-failed.again': entry('再试一次', '再試一次', 'Try again'),
  'accept-failed.stop': entry('先不办了', '先不辦了', 'I would rather stop'),

  'printing.finished': entry(
    '报好了，正在打印凭条。',
    '報好了，正在列印憑條。',
    'It is reported. Your slip is being printed.',
  ),
  'printing.not-yet-effective': entry(
    '已经受理，正在打印凭条。',
    '已經受理，正在列印憑條。',
    'It is accepted. Your slip is being printed.',
  ),
  'printing.wait': entry(
    '等凭条出来，再慢慢拿。',
    '等憑條出來，再慢慢拿。',
    'Wait until the slip is out, then take it.',
  ),
  'printing.copy': entry(
    '这一张会写明是副本。',
    '這一張會寫明是副本。',
    'This one will be marked as a copy.',
  ),

  'slip-trouble.safe': entry(
    '您的事已经存好，不会丢。',
    '您的事已經存好，不會丟。',
    'Your matter is saved. Nothing is lost.',
  ),
  'slip-trouble.person': entry('已经叫人来帮您了。', '已經找人來幫您了。', 'A person is coming to help you.'),
  'slip-trouble.unknown': entry(
    '请看看，凭条出来了吗？',
    '請看看，憑條出來了嗎？',
    'Please look. Has the slip come out?',
  ),
  'slip-trouble.came': entry('出来了', '出來了', 'Yes, it is here'),
  'slip-trouble.none': entry('没看见凭条', '沒看見憑條', 'No, I see no slip'),
  'slip-trouble.again': entry('再打一次', '再印一次', 'Print again'),
  'slip-trouble.without': entry('不等凭条了', '不等憑條了', 'Go on without a slip'),

  'done.finished': entry('报案已经办好了。', '報案已經辦好了。', 'Your claim is reported.'),
  'done.not-yet-effective': entry(
    '已经受理，还没有生效。',
    '已經受理，還沒有生效。',
    'Accepted, but not yet in effect.',
  ),
  'done.take-slip': entry(
    '请拿好凭条，回家收好。',
    '請拿好憑條，回家收好。',
    'Please take your slip and keep it.',
  ),
  'done.number': entry(
    { shown: '受理号：{slip}', spoken: '请记下屏幕上的受理号。' },
    { shown: '受理號：{slip}', spoken: '請記下螢幕上的受理號。' },
    { shown: 'Your number: {slip}', spoken: 'Please write down the number on the screen.' },
  ),
  'done.next.claim-report': entry(
    '工作人员会打电话给您。',
    '工作人員會打電話給您。',
    'Our staff will phone you.',
  ),
  'done.next.contact-change': entry(
    '公司核对好了，会告诉您。',
    '公司核對好了，會告訴您。',
    'We will tell you when it is checked.',
  ),
  'done.line-down': entry(
    '网络不通也不要紧，通了自动送。',
    '網路不通也不要緊，通了自動送。',
    'No network? That is fine.',
  ),
  'done.another': entry('再办一件事', '再辦一件事', 'Do another thing'),
  'done.print-again': entry('再打一张凭条', '再印一張憑條', 'Print a slip again'),
  'done.finish': entry('办完了', '辦完了', 'I am finished'),
} as const;
