import * as v from 'valibot';

/** How a voice puts Chinese numbers together; groups of ten thousand everywhere. */
const chineseGrammarSchema = v.strictObject({
  number: v.literal('zh-10k'),
  /** A lone 2 before 百, 千, 万 and 亿: Mandarin 两百, Cantonese 二百. Before a measure word it is 两 in both. */
  two: v.picklist(['liang', 'er']),
  /** 1 in a phone or card number: Mandarin 幺, because 一 and 七 sound alike on a bad loudspeaker; elsewhere 一. */
  phoneOne: v.picklist(['yao', 'yi']),
});
export type ChineseGrammar = v.InferOutput<typeof chineseGrammarSchema>;

/** The number grammar of a voice pack. */
export const grammarSchema = v.variant('number', [
  chineseGrammarSchema,
  v.strictObject({ number: v.literal('en') }),
]);
export type Grammar = v.InferOutput<typeof grammarSchema>;

export const mandarin: ChineseGrammar = { number: 'zh-10k', two: 'liang', phoneOne: 'yao' };
