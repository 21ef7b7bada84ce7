import * as v from 'valibot';
import { describe as group, expect, test } from 'vitest';
import type { Work } from '../../../core/journeys/visit.ts';
import { layOut } from '../../../core/slips/layout.ts';
import { columnsAcross } from '../../../core/slips/paper.ts';
import { localTime, maskPhone, slipOf } from '../../../core/slips/slip-of.ts';
import { slipSchema, type SlipBlock } from '../../../core/slips/slip.ts';
import { languages } from '../../../core/strings/language.ts';
import { slipTexts } from '../../../core/strings/texts/slips.ts';
import { sampleAcceptance, sampleCard, samplePhone } from '../../../tools/journey-map/sample-world.ts';
import { claim, contact } from '../../support/rare-screens.ts';

const facts = {
  branchName: '汉口支公司',
  branchCode: '420101',
  kioskId: 'K01',
  utcOffsetMinutes: 480,
  online: false,
};

function blocks(work: Work, copy = false, language: (typeof languages)[number] = 'zh-CN') {
  return slipOf(work, sampleAcceptance, facts, language, copy).blocks;
}

function wordsOf(slip: readonly SlipBlock[]): string {
  return slip
    .map((block) => {
      if (block.kind === 'text') return block.text;
      return block.kind === 'pair' ? `${block.label}=${block.value}` : '';
    })
    .join('\n');
}

/** Width in columns of a 24-dot font: a Hanzi takes two. */
function columns(text: string): number {
  return Array.from(text).reduce((width, letter) => width + (/[\u2e80-\uffff]/u.test(letter) ? 2 : 1), 0);
}

function answered(what: string): Work {
  return {
    ...claim,
    answers: {
      ...claim.answers,
      who: { kind: 'choice', option: 'family', by: 'customer' },
      what: { kind: 'choice', option: what, by: 'customer' },
    },
  };
}

group('a slip', () => {
  test.each(languages)('is a valid document in %s, for both errands', (language) => {
    for (const work of [claim, contact])
      expect(v.is(slipSchema, { blocks: [...blocks(work, false, language)] })).toBe(true);
  });

  test('says what every slip must say', () => {
    const words = wordsOf(blocks(contact));
    for (const needed of [
      '中国人寿',
      '更换联系方式',
      '已受理·尚未生效',
      'K01-1-000007',
      '网点=汉口支公司 420101',
      '自助机=K01',
      '时间（本机时钟）=2026-03-09 15:04',
      '办理方式=离线受理',
      '姓名=王*英',
      '身份证尾号=002X',
      '原来的=以公司记录为准',
      '新电话=138****8000',
      '95519',
      '12378',
      '想取消',
      '验证码',
      '不是保单，不是发票',
    ])
      expect(words).toContain(needed);
  });

  test('names no one in full', () => {
    for (const work of [claim, contact])
      for (const language of languages) {
        const words = JSON.stringify(blocks(work, false, language));
        for (const secret of [sampleCard.name, sampleCard.number, samplePhone, sampleCard.address])
          expect(words).not.toContain(secret);
      }
  });

  test('carries its proof in the code', () => {
    const { slipNumber, hash, signature } = sampleAcceptance;
    expect(blocks(claim)).toContainEqual({ kind: 'qr', data: `CK1.${slipNumber}.${hash}.${signature}` });
  });

  test('is marked as a copy only when it is one', () => {
    expect(wordsOf(blocks(claim, true))).toMatch(/^副本/);
    expect(wordsOf(blocks(claim))).not.toContain('副本');
  });

  test('has headlines that fit twelve Hanzi at double size', () => {
    for (const language of languages)
      for (const work of [claim, contact]) {
        const headlines = blocks(work, true, language).flatMap((block) =>
          block.kind === 'text' && block.bold && block.align === 'centre' ? [block.text] : [],
        );
        expect(headlines.length).toBeGreaterThanOrEqual(5);
        for (const headline of headlines) expect(columns(headline), headline).toBeLessThanOrEqual(24);
      }
  });

  test('is in large print, but for the names of the number and the code', () => {
    const smallOf = (work: Work) =>
      wordsOf(blocks(work).filter((block) => 'size' in block && block.size < 2)).split('\n');
    expect(smallOf(contact)).toEqual(['受理号', '核对码']);
    expect(smallOf(claim)).toEqual(['受理号', '（临时报案号）', '核对码']);
  });

  test.each(languages)(
    'has every number and every term whole on one line, on both papers, in %s',
    (language) => {
      const terms =
        /95519|12378|138\*{4}8000|K01-1-000007|2026-03-09 15:04|\d+ (?:个?工作日|個?工作日|日|天|days|working days)/gu;
      for (const paperWidthMm of [58, 80] as const)
        for (const work of [claim, contact]) {
          const slip = { blocks: blocks(work, false, language) };
          const lines = layOut(slip, columnsAcross(paperWidthMm)).flatMap((line) =>
            line.kind === 'text' ? [line.text] : [],
          );
          expect(lines.join('\n').match(terms)).toEqual(wordsOf(slip.blocks).match(terms));
          for (const line of lines) expect(line).not.toMatch(/^[，。；：、）·]/u);
        }
    },
  );

  test('says online when the line was up', () => {
    expect(
      wordsOf(slipOf(claim, sampleAcceptance, { ...facts, online: true }, 'zh-CN', false).blocks),
    ).toContain('联网受理');
  });
});

group('the slip of a claim', () => {
  test('is finished, with a provisional number and the decision clock', () => {
    const words = wordsOf(blocks(claim));
    for (const needed of ['已完成', '临时报案号', '5 个工作日', '30 日', '请人上门', '什么事=意外受伤'])
      expect(words).toContain(needed);
  });

  test.each([
    ['illness', ['病历和诊断证明', '医疗发票和费用清单']],
    ['accident', ['事故证明', '病历和诊断证明']],
    ['hospital-stay', ['出院小结', '医疗发票和费用清单']],
    ['death', ['死亡证明', '户口注销证明', '受益人的身份证和银行卡']],
    ['other', ['能说明这件事的材料']],
  ])('lists every paper for %s at once', (what, papers) => {
    const words = wordsOf(blocks(answered(what)));
    for (const paper of ['报案人的身份证', '出事的人的身份证', '保险合同', ...papers])
      expect(words).toContain(`□ ${paper}`);
  });

  test('asks no bank card of somebody who has died', () => {
    expect(wordsOf(blocks(answered('death')))).not.toContain('出事的人本人的银行卡');
  });
});

test('a new place tells that staff will ask for the house number', () => {
  const moved: Work = {
    ...contact,
    answers: {
      which: { kind: 'choice', option: 'home-address', by: 'customer' },
      'address-source': { kind: 'choice', option: 'another-place', by: 'customer' },
      'new-place': { kind: 'place', code: '420102', names: ['湖北省', '武汉市', '江岸区'], by: 'customer' },
    },
  };
  const words = wordsOf(blocks(moved));
  expect(words).toContain('新的地方=湖北省武汉市江岸区');
  expect(words).toContain('门牌号');
});

test('a street that was written by hand is masked: paper gets left on counters', () => {
  const answers = { 'address-source': { kind: 'choice', option: 'another-place', by: 'customer' } } as const;
  const written = { kind: 'written', text: '解放大道', by: 'customer' } as const;
  const which = { kind: 'choice', option: 'home-address', by: 'customer' } as const;
  const words = wordsOf(blocks({ ...contact, answers: { which, ...answers, 'new-street': written } }));
  expect(words).toContain('街道小区=解**道');
  expect(words).not.toContain('解放大道');
});

test('a time is the branch’s own, also across midnight', () => {
  expect(localTime('2026-12-31T16:30:00.000Z', 480)).toBe('2027-01-01 00:30');
  expect(localTime('2026-01-01T00:10:00.000Z', -30)).toBe('2025-12-31 23:40');
});

test('a phone keeps its first three and last four digits', () => {
  expect(maskPhone(samplePhone)).toBe('138****8000');
});

test('every word on paper is there in three languages', () => {
  for (const [key, words] of Object.entries(slipTexts))
    for (const language of languages) expect(words[language], key).not.toBe('');
});
