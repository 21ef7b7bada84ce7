import { entry } from '../entry.ts';

/** From the first touch to the name on the screen, and the card on its way home. */
export const cardTexts = {
  'idle.title': entry('您好，需要帮忙吗？', '您好，需要幫忙嗎？', 'Hello. May I help you?'),
  'idle.detail': entry(
    '请摸一下屏幕，或者放上身份证。',
    '請摸一下螢幕，或者放上身份證。',
    'Please touch the screen, or lay your ID card down.',
  ),
  'greeting.title': entry('您好，我来帮您办事。', '您好，我來幫您辦事。', 'Hello. I am here to help you.'),
  'greeting.detail': entry(
    '这里是长辈版，不着急，一次问一句。',
    '這裡是長輩版，不著急，一次問一句。',
    'Care edition: no hurry, one thing at a time.',
  ),
  'greeting.patience': entry(
    '两分钟没动静，我会先问您一声。',
    '兩分鐘沒動靜，我會先問您一聲。',
    'After two quiet minutes I ask whether you are there.',
  ),
  'greeting.start': entry('开始办理', '開始辦理', 'Begin'),
  'greeting.language': entry(
    { shown: '换语言 Language', spoken: '换一种语言' },
    { shown: '換語言 Language', spoken: '換一種語言' },
    { shown: 'Language 语言', spoken: 'Another language' },
  ),
  'languages.title': entry('您想听哪一种话？', '您想聽哪一種話？', 'Which language would you like?'),

  'awaiting-card.title': entry(
    '请把身份证平放在这里。',
    '請把身份證平放在這裡。',
    'Please lay your ID card here.',
  ),
  'awaiting-card.detail': entry(
    '放好以后，先不要拿走。',
    '放好以後，先不要拿走。',
    'Then please leave it there.',
  ),
  'awaiting-card.no-card': entry('我没带身份证', '我沒帶身份證', 'I have no card with me'),
  'awaiting-card.person': entry('请人来帮我', '請人來幫我', 'Ask a person to help me'),
  'awaiting-card.leave': entry('今天不办了', '今天不辦了', 'Not today'),
  'reading-card.title': entry(
    '正在看您的身份证，请别拿走。',
    '正在看您的身份證，請別拿走。',
    'I am reading your card. Please leave it there.',
  ),
  'reading-card.detail': entry('一会儿就好。', '一會兒就好。', 'This takes a moment.'),

  'confirming.title': entry('请问是您本人吗？', '請問是您本人嗎？', 'Is this you?'),
  'confirming.person': entry(
    {
      shown: '{name}，身份证尾号 {tail}',
      spoken: '请看屏幕上的姓名。',
      private: '{name}，身份证尾号{tail}。',
    },
    {
      shown: '{name}，身份證尾號 {tail}',
      spoken: '請看螢幕上的姓名。',
      private: '{name}，身份證尾號{tail}。',
    },
    {
      shown: '{name}, card ending in {tail}',
      spoken: 'Please look at the name on the screen.',
      private: '{name}, card ending in {tail}.',
    },
  ),
  'confirming.expires-soon': entry(
    '您的身份证快到期了，记得去换。',
    '您的身份證快到期了，記得去換。',
    'Your card runs out soon. Please remember to renew it.',
  ),
  'confirming.yes': entry('是我本人', '是我本人', 'Yes, this is me'),
  'confirming.no': entry('不是我', '不是我', 'No, not me'),

  'card-away.lifted': entry('身份证您拿走了。', '身份證您拿走了。', 'You have taken your card.'),
  'card-away.either': entry(
    '放回来，或者接着办，都可以。',
    '放回來，或者接著辦，都可以。',
    'You may lay it back, or go on without it.',
  ),
  'card-away.other': entry('这是另一张身份证。', '這是另一張身份證。', 'This is another card.'),
  'card-away.own': entry('请放回刚才的身份证。', '請放回剛才的身份證。', 'Please lay the first card back.'),
  'card-away.private': entry(
    '刚才的事，只有放回刚才那张才能接着办。',
    '剛才的事，只有放回剛才那張才能接著辦。',
    'We can only go on with the card we began with.',
  ),

  'taking-card.title': entry('请取走身份证。', '請取走身份證。', 'Please take your ID card.'),
  'taking-card.thanks': entry('谢谢您，请慢走。', '謝謝您，請慢走。', 'Thank you, and take care.'),
  'taking-card.still-there': entry(
    '您的身份证还在这里。',
    '您的身份證還在這裡。',
    'Your card is still here.',
  ),
  'taking-card.person': entry(
    '已经叫人来帮您收好。',
    '已經找人來幫您收好。',
    'A person is coming to look after it.',
  ),
  'taking-card.taken': entry('卡已经拿走了', '卡已經拿走了', 'The card has been taken'),
} as const;
