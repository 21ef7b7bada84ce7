import { entry } from '../entry.ts';

/** What the two errands ask and how their answers read. */
export const errandTexts = {
  'errand.contact-change': entry('更换联系方式', '更換聯絡方式', 'Change contact details'),
  'errand.contact-change.note': entry('换电话或者住址', '換電話或者住址', 'Phone or address'),
  'errand.claim-report': entry('理赔报案', '理賠報案', 'Report a claim'),
  'errand.claim-report.note': entry(
    '生病、受伤都可以报',
    '生病、受傷都可以報',
    'After an illness or an accident',
  ),

  'which.title': entry('您想换哪一项？', '您想換哪一項？', 'What would you like to change?'),
  'which.contact-phone': entry('联系电话', '聯絡電話', 'Contact phone'),
  'which.home-address': entry('家庭住址', '家庭住址', 'Home address'),
  'which.login-phone': entry('收验证码的手机', '收驗證碼的手機', 'The phone that receives codes'),
  'which.row': entry('要换的', '要換的', 'To change'),

  'on-the-phone.title': entry(
    '现在有人在电话里教您按吗？',
    '現在有人在電話裡教您按嗎？',
    'Is someone on the phone telling you what to press?',
  ),
  'secrecy.title': entry(
    '有没有人让您保密？',
    '有沒有人讓您保密？',
    'Has anyone asked you to keep this secret?',
  ),
  'prompt.everyone': entry('每一位客人我们都会问。', '每一位客人我們都會問。', 'We ask everyone this.'),
  'prompt.no': entry('没有', '沒有', 'No'),
  'prompt.yes': entry('有', '有', 'Yes'),
  'prompt.unsure': entry('不好说', '不好說', 'Hard to say'),

  'new-phone.title': entry(
    '请按出新的手机号码。',
    '請按出新的手機號碼。',
    'Please press your new mobile number.',
  ),
  'new-phone.row': entry('新电话', '新電話', 'New phone'),
  'address-source.title': entry(
    '新住址和身份证上一样吗？',
    '新住址和身份證上一樣嗎？',
    'Is it the address on your ID card?',
  ),
  'address-source.same-as-card': entry('和身份证上一样', '和身份證上一樣', 'As on my ID card'),
  'address-source.another-place': entry('不一样，我来选', '不一樣，我來選', 'Another place, I choose it'),
  'address-source.row': entry('新住址', '新住址', 'New address'),
  'new-place.title': entry('您现在住在哪里？', '您現在住在哪裡？', 'Where do you live now?'),
  'new-place.row': entry('新的地方', '新的地方', 'New place'),
  'new-street.title': entry('请写街道或小区的名字。', '請寫街道或社區的名字。', 'Street or village?'),
  'new-street.house-number': entry(
    '门牌号，工作人员会打电话问您。',
    '門牌號，工作人員會打電話問您。',
    'Our staff will phone to ask the house number.',
  ),
  'new-street.skip': entry('请打电话问我', '請打電話問我', 'Phone me'),
  'new-street.row': entry('街道小区', '街道社區', 'Street'),

  'who.title': entry('这次是谁出了事？', '這次是誰出了事？', 'Who is this about?'),
  'who.self': entry('我自己', '我自己', 'Myself'),
  'who.family': entry('家里人', '家裡人', 'Someone in my family'),
  'who.row': entry('是谁', '是誰', 'Who'),
  'what.title': entry('请问出了什么事？', '請問出了什麼事？', 'What has happened?'),
  'what.illness': entry('生病了', '生病了', 'An illness'),
  'what.accident': entry('意外受伤', '意外受傷', 'An accident'),
  'what.hospital-stay': entry('住院了', '住院了', 'A hospital stay'),
  'what.death': entry('有人过世', '有人過世', 'Someone has died'),
  'what.other': entry('别的事', '別的事', 'Something else'),
  'what.row': entry('什么事', '什麼事', 'What'),
  'day.title': entry('是哪一天的事？', '是哪一天的事？', 'On which day was it?'),
  'day.row': entry('日期', '日期', 'Day'),
  'where-it-was.title': entry('事情出在哪里？', '事情發生在哪裡？', 'Where was it?'),
  'where-it-was.row': entry('地点', '地點', 'Place'),
  'call-back.title': entry(
    '打哪个手机能找到您？',
    '打哪個手機能找到您？',
    'On which mobile can we reach you?',
  ),
  'call-back.row': entry('手机号码', '手機號碼', 'Mobile'),

  'value.phone': entry(
    { shown: '{phone}', spoken: '请看屏幕上的号码。', private: '{phone}。' },
    { shown: '{phone}', spoken: '請看螢幕上的號碼。', private: '{phone}。' },
    { shown: '{phone}', spoken: 'Please look at the number on the screen.', private: '{phone}.' },
  ),
  'value.place': entry(
    { shown: '{place}', spoken: '请看屏幕上的地方。', private: '{place}。' },
    { shown: '{place}', spoken: '請看螢幕上的地方。', private: '{place}。' },
    { shown: '{place}', spoken: 'Please look at the place on the screen.', private: '{place}.' },
  ),
  'value.written': entry(
    { shown: '{text}', spoken: '请看屏幕上写的字。', private: '{text}。' },
    { shown: '{text}', spoken: '請看螢幕上寫的字。', private: '{text}。' },
    { shown: '{text}', spoken: 'Please look at what you have written.', private: '{text}.' },
  ),
  'value.day': entry('{day}，{weekday}', '{day}，{weekday}', '{weekday}, {day}'),
} as const;
