import { entry } from '../entry.ts';

/** The menu, and what lies over every screen: help, where-am-I, the time-out warning, a pause. */
export const visitTexts = {
  'menu.title': entry('您今天想办哪件事？', '您今天想辦哪件事？', 'What would you like to do today?'),
  'menu.no-slip': entry(
    '现在打不出凭条，办好了给您号码。',
    '現在印不出憑條，辦好了給您號碼。',
    'No slip can be printed now. You get a number instead.',
  ),
  'menu.closed': entry(
    '这台机器现在不能办业务，这不怪您。',
    '這台機器現在不能辦業務，這不怪您。',
    'This machine cannot take business now. It is not your fault.',
  ),
  'menu.closed-counter': entry(
    '请到柜台，工作人员马上帮您办。',
    '請到櫃台，工作人員馬上幫您辦。',
    'Please come to the counter. Our staff will help you at once.',
  ),
  'menu.leave': entry('不办了，取回身份证', '不辦了，取回身份證', 'Nothing, I take my card'),

  'person-called.title': entry(
    '已经叫人了，请等一等。',
    '已經找人了，請等一等。',
    'A person is coming. Please wait a little.',
  ),
  'person-called.detail': entry('您也可以接着办。', '您也可以接著辦。', 'You may also go on meanwhile.'),
  'overlay.go-on': entry('接着办', '接著辦', 'Go on'),

  'still-there.title': entry('您还在吗？', '您還在嗎？', 'Are you still there?'),
  'still-there.detail': entry(
    '要是没有人，{count}秒后我先停下。',
    '要是沒有人，{count}秒後我先停下。',
    'If nobody is here, I will pause in {count} seconds.',
  ),
  'still-there.here': entry('我还在，接着办', '我還在，接著辦', 'I am here, go on'),
  'still-there.leave': entry('不办了', '不辦了', 'I would like to stop'),

  'where.title': entry(
    '您在{branch}的自助柜台。',
    '您在{branch}的自助櫃台。',
    'You are at the self-service desk of {branch}.',
  ),
  'where.start': entry('还没有开始办事。', '還沒有開始辦事。', 'Nothing has been started yet.'),
  'where.card': entry('现在要看身份证。', '現在要看身份證。', 'Now it is about your ID card.'),
  'where.menu': entry('现在要选办哪件事。', '現在要選辦哪件事。', 'Now you choose what to do.'),
  'where.asking': entry(
    '正在办{errand}，还有{count}步。',
    '正在辦{errand}，還有{count}步。',
    'This is about: {errand}. Steps left: {count}.',
  ),
  'where.measuring': entry('现在是量血压。', '現在是量血壓。', 'This is about your blood pressure.'),
  'where.not-here': entry(
    '这件事要请人帮您办。',
    '這件事要請人幫您辦。',
    'A person must help you with this.',
  ),
  'where.saving': entry('正在存您的{errand}。', '正在存您的{errand}。', 'Being saved: {errand}.'),
  'where.slip': entry(
    '您的事已经存好，现在取凭条。',
    '您的事已經存好，現在取憑條。',
    'Your matter is saved. Now comes the slip.',
  ),
  'where.paused': entry(
    '事情已经停下，没有变动。',
    '事情已經停下，沒有變動。',
    'This is paused. Nothing has changed.',
  ),
  'where.end': entry(
    '事情办到这里，请取身份证。',
    '事情辦到這裡，請取身份證。',
    'That is all. Please take your card.',
  ),

  'paused.worrying-answer': entry(
    '这件事先停一停，不着急。',
    '這件事先停一停，不著急。',
    'Let us pause here. There is no hurry.',
  ),
  'paused.customer-left': entry('我先替您停在这里。', '我先替您停在這裡。', 'I have paused this for you.'),
  'paused.customer-stopped': entry('好的，先不办了。', '好的，先不辦了。', 'All right, we stop here.'),
  'paused.nothing-changed': entry(
    '您的钱和资料都没有动。',
    '您的錢和資料都沒有動。',
    'Your money and your details are as before.',
  ),
  'paused.person': entry(
    '工作人员会再和您联系。',
    '工作人員會再和您聯絡。',
    'Our staff will be in touch with you.',
  ),
  'paused.codes': entry('验证码不要告诉任何人。', '驗證碼不要告訴任何人。', 'Never tell anybody your codes.'),
  'paused.known': entry('知道了', '知道了', 'I see'),

  'not-here.proves-a-phone-online': entry(
    '换这个号码，要联网核对。',
    '換這個號碼，要連線核對。',
    'This number can only be changed with the network.',
  ),
  'not-here.counter': entry(
    '请到柜台，工作人员帮您办。',
    '請到櫃台，工作人員幫您辦。',
    'Our staff at the counter will do it with you.',
  ),
  'not-here.person': entry('请人来帮我', '請人來幫我', 'Ask a person to help me'),
  'not-here.another': entry('办别的事', '辦別的事', 'Do something else'),
  'not-here.leave': entry('不办了', '不辦了', 'I would like to stop'),
} as const;
