import type { Language } from '../language.ts';

function paper(simplified: string, traditional: string, english: string): Readonly<Record<Language, string>> {
  return { 'zh-CN': simplified, 'zh-Hant': traditional, en: english };
}

/**
 * Words on paper. They are read at home, not spoken by the kiosk, so numbers stand in digits here. Headlines are at
 * most 24 columns wide (12 Hanzi), the width of 80 mm paper at double size.
 */
export const slipTexts = {
  company: paper('中国人寿', '中國人壽', 'China Life'),
  copy: paper('副本', '副本', 'COPY'),
  finished: paper('已完成', '已完成', 'Finished'),
  'not-yet-effective': paper('已受理·尚未生效', '已受理·尚未生效', 'Accepted, not yet valid'),
  number: paper('受理号', '受理號', 'Number'),
  provisional: paper('（临时报案号）', '（臨時報案號）', '(provisional claim no.)'),
  branch: paper('网点', '網點', 'Branch'),
  kiosk: paper('自助机', '自助機', 'Kiosk'),
  time: paper('时间（本机时钟）', '時間（本機時鐘）', 'Time (kiosk clock)'),
  way: paper('办理方式', '辦理方式', 'Taken'),
  online: paper('联网受理', '連線受理', 'online'),
  offline: paper('离线受理', '離線受理', 'offline'),
  name: paper('姓名', '姓名', 'Name'),
  'card-tail': paper('身份证尾号', '身份證尾號', 'ID card ends in'),
  asked: paper('您办的事', '您辦的事', 'What you asked'),
  'old-value': paper('原来的', '原來的', 'Until now'),
  'old-value-on-file': paper('以公司记录为准', '以公司記錄為準', 'as in our records'),
  next: paper('接下来', '接下來', 'What comes next'),
  'next.contact-change': paper(
    '公司核对后才生效。新旧电话都会收到短信。3 天没有消息，请拨 95519。',
    '公司核對後才生效。新舊電話都會收到簡訊。3 天沒有消息，請撥 95519。',
    'It takes effect once checked. Both your old and new phone get a message. No news in 3 days: call 95519.',
  ),
  'next.house-number': paper(
    '工作人员会打电话问您门牌号。',
    '工作人員會打電話問您門牌號。',
    'Our staff will phone to ask the house number.',
  ),
  'next.claim-report': paper(
    '工作人员会打电话给您。材料交齐后，5 个工作日内答复；情况复杂的，30 日内。',
    '工作人員會打電話給您。材料交齊後，5 個工作日內答覆；情況複雜的，30 日內。',
    'Our staff will phone you. Once all papers are in: an answer within 5 working days, 30 days if it is complex.',
  ),
  'home-visit': paper(
    '走动不便，可以请人上门：拨 95519。上门的人不收现金，也不问验证码。',
    '走動不便，可以請人上門：撥 95519。上門的人不收現金，也不問驗證碼。',
    'If walking is hard, we come to you: call 95519. Visitors never take cash or ask for codes.',
  ),
  papers: paper('要带的材料（一次说全）', '要帶的材料（一次說全）', 'Papers to bring (all)'),
  cancel: paper(
    '想取消：带这张凭条和身份证到柜台，或者拨 95519。',
    '想取消：帶這張憑條和身份證到櫃台，或者撥 95519。',
    'To cancel: bring this slip and your ID card to the counter, or call 95519.',
  ),
  hotlines: paper('客服 95519\n维权 12378', '客服 95519\n維權 12378', 'Service 95519\nComplaints 12378'),
  fraud: paper(
    '验证码、身份证照片，不要给任何人。',
    '驗證碼、身份證照片，不要給任何人。',
    'Never give codes or photos of your ID card to anybody.',
  ),
  code: paper('核对码', '核對碼', 'Proof'),
  'not-a-policy': paper(
    '本凭条不是保单，不是发票',
    '本憑條不是保單，不是發票',
    'Not a policy, not an invoice',
  ),

  'paper.reporter-card': paper('报案人的身份证', '報案人的身份證', 'ID card of the one who reports'),
  'paper.insured-card': paper('出事的人的身份证', '出事的人的身份證', 'ID card of the person concerned'),
  'paper.policy': paper('保险合同', '保險合約', 'Insurance policy'),
  'paper.bank-card': paper(
    '出事的人本人的银行卡',
    '出事的人本人的銀行卡',
    'Bank card of the person concerned',
  ),
  'paper.records': paper('病历和诊断证明', '病歷和診斷證明', 'Medical records and diagnosis'),
  'paper.tests': paper('检查报告', '檢查報告', 'Test reports'),
  'paper.bills': paper('医疗发票和费用清单', '醫療發票和費用清單', 'Medical bills and their lists'),
  'paper.discharge': paper('出院小结', '出院小結', 'Discharge summary'),
  'paper.accident': paper(
    '事故证明（如交警认定书）',
    '事故證明（如交警認定書）',
    'Proof of the accident (e.g. by the police)',
  ),
  'paper.death': paper('死亡证明', '死亡證明', 'Death certificate'),
  'paper.registration': paper('户口注销证明', '戶口註銷證明', 'Proof of cancelled registration'),
  'paper.beneficiary': paper(
    '受益人的身份证和银行卡',
    '受益人的身份證和銀行卡',
    'ID card and bank card of the beneficiary',
  ),
  'paper.kinship': paper('和受益人的关系证明', '和受益人的關係證明', 'Proof of kinship with the beneficiary'),
  'paper.other': paper('能说明这件事的材料', '能說明這件事的材料', 'Whatever shows what happened'),

  'care.title': paper('血压参考值', '血壓參考值', 'Blood pressure'),
  'care.systolic': paper('高压（收缩压）', '高壓（收縮壓）', 'Systolic'),
  'care.diastolic': paper('低压（舒张压）', '低壓（舒張壓）', 'Diastolic'),
  'care.pulse': paper('脉搏（每分钟）', '脈搏（每分鐘）', 'Pulse (a minute)'),
  'care.unit': paper('毫米汞柱', '毫米汞柱', 'mmHg'),
  'care.reference': paper(
    '这是参考值，不是诊断，不能代替看病。',
    '這是參考值，不是診斷，不能代替看病。',
    'A reference value. Not a diagnosis.',
  ),
  'care.doctor': paper(
    '有不放心的，请带这张凭条问医生。',
    '有不放心的，請帶這張憑條問醫生。',
    'If anything worries you, show this slip to your doctor.',
  ),
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

export type SlipKey = keyof typeof slipTexts;
