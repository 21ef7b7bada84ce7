import { unreachable } from '../../core/lib/unreachable.ts';
import type { SlipStanding } from '../work/slip-standing.ts';
import { branchTime } from './branch-time.ts';
import { reasonInWords } from './words.ts';

/** The standing as an employee reads it out to the customer, and what happens next. */
export function slipInWords(standing: SlipStanding): { readonly headline: string; readonly next: string } {
  switch (standing.at) {
    case 'unknown-kiosk':
      return { headline: '没有这个编号', next: '请对照凭条再看一遍：终端号、期数、序号。' };
    case 'not-arrived':
      return {
        headline: '还没有送到',
        next: '记录在终端里保存着，网络恢复后会自动送达，凭条照样有效。超过一天仍未送到，请检查终端。',
      };
    case 'being-decided':
      return { headline: '已收到，正在审核', next: '请稍后再查，无需重新办理。' };
    case 'with-head-office':
      return { headline: '已收到，正由总部处理', next: '记录完整保存着。我们会主动联系您，无需重新办理。' };
    case 'counted-elsewhere':
      return { headline: '已收到，按另一编号办理', next: `请查编号 ${standing.slipNumber}，只算一笔。` };
    case 'accepted':
      return { headline: '已通过', next: effectInWords(standing.effectiveAt) };
    case 'sent-back':
      return { headline: '需要人工处理', next: sentBackInWords(standing) };
    case 'withdrawn':
      return { headline: '已按您的要求撤销', next: '这笔业务不再生效，无需再做什么。' };
    case 'superseded':
      return { headline: '已由重新办理的一笔代替', next: `请查编号 ${standing.slipNumber}。` };
    default:
      return unreachable(standing);
  }
}

function effectInWords(effectiveAt: Date | null): string {
  return effectiveAt === null
    ? '已经有效，无需再做什么。'
    : `生效时间：${branchTime(effectiveAt)}。在此之前可以撤销。`;
}

function sentBackInWords({ reason, dueAt }: Extract<SlipStanding, { at: 'sent-back' }>): string {
  if (dueAt === null) return '工作人员已经处理，结果是不予受理；需要时请重新办理。';
  return `${reasonInWords(reason).says}最迟 ${branchTime(dueAt)} 处理。`;
}
