import { chineseInteger, type Numerals } from '../voice/chinese-integer.ts';
import { splitFen } from '../voice/parts.ts';

const capitals: Numerals = {
  digits: '零壹贰叁肆伍陆柒捌玖',
  two: '贰',
  ten: '拾',
  hundred: '佰',
  thousand: '仟',
  tenThousand: '万',
  hundredMillion: '亿',
};

/**
 * An amount in 大写, as it stands on paper: 人民币壹仟零伍元零伍分, with 整 after whole yuan.
 * Source: 支付结算办法 (1997), annex 1, 正确填写票据和结算凭证的基本规定.
 *
 * @param fen integer fen
 */
export function moneyInCapitals(fen: bigint): string {
  const { minus, yuan, jiao, cent } = splitFen(fen);
  const written = (value: bigint, unit: string) =>
    value === 0n ? '' : chineseInteger(value, capitals) + unit;
  const gap = yuan > 0n && jiao === 0n && cent > 0n ? '零' : '';
  const small = written(jiao, '角') + gap + written(cent, '分');
  const amount = small === '' ? `${chineseInteger(yuan, capitals)}元整` : written(yuan, '元') + small;
  return `人民币${minus ? '负' : ''}${amount}`;
}
