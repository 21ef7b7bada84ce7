import { unreachable } from '../../core/lib/unreachable.ts';
import type { SlipObstacle, SlipRefusal, SlipStanding } from '../work/slip-standing.ts';
import { branchTime } from './branch-time.ts';
import { reasonInWords } from './words.ts';

export type SlipWords = {
  readonly headline: string;
  /** What happens next, as an employee reads it out to the customer. */
  readonly next: string;
  /** For the employee alone: what really is the matter, and what to do about it. */
  readonly staff?: string;
};

const keepSlip = '请收好凭条。';

export function slipInWords(standing: SlipStanding): SlipWords {
  switch (standing.at) {
    case 'unknown-kiosk':
      return { headline: '没有这个编号', next: '请对照凭条再看一遍：终端号、期数、序号。' };
    case 'not-arrived':
      return {
        headline: '还没有送到',
        next: '记录在终端里保存着，网络恢复后会自动送达，凭条照样有效。超过一天仍未送到，请检查终端。',
      };
    case 'missing':
      return {
        headline: '还没有送到，正在查找',
        next: `后面办的已经送到，这一笔还没有。工作人员正在终端上查找，${keepSlip}`,
        staff: '缺号：检查终端的数据库和日志，从日志补传。',
      };
    case 'given-up':
      return {
        headline: '这一笔没有送到',
        next: `这不是您的问题。请带凭条和身份证到柜台，工作人员帮您补办，${keepSlip}`,
        staff: '已作缺号处理：终端里已找不到这一笔。请当场补办；万一以后送到，会另行提醒核对。',
      };
    case 'refused':
      return {
        headline: '这一笔没有办成',
        next: `这不是您的问题。请带凭条和身份证到柜台，工作人员帮您补办，${keepSlip}`,
        staff: `${refusalInWords(standing.because)}${dueInWords(standing.dueAt)}`,
      };
    case 'disputed':
      return {
        headline: '已收到，编号需要核对',
        next: `工作人员要跟您的凭条核对一下，请带凭条到柜台，${keepSlip}`,
        staff: `这个编号有两份不同的记录：扫凭条上的二维码，看是哪一份，再办结异常。${dueInWords(standing.dueAt)}`,
      };
    case 'being-decided':
      return { headline: '已收到，正在审核', next: '请稍后再查，无需重新办理。' };
    case 'held-up':
      return {
        headline: '已收到，正由工作人员处理',
        next: `记录完整保存着，工作人员正在处理，有结果会联系您。${keepSlip}`,
        staff: `${obstacleInWords(standing.because)}${dueInWords(standing.dueAt)}`,
      };
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

function sentBackInWords({ reason, dueAt, lastCall }: Extract<SlipStanding, { at: 'sent-back' }>): string {
  if (dueAt === null) return '工作人员已经处理，结果是不予受理；需要时请重新办理。';
  if (lastCall === 'not-reached') return `我们给您打过电话，没有接通，最迟 ${branchTime(dueAt)} 再打给您。`;
  return `${reasonInWords(reason).says}最迟 ${branchTime(dueAt)} 处理。`;
}

function refusalInWords(because: SlipRefusal): string {
  switch (because) {
    case 'fork':
    case 'bad-chain':
      return '终端签出的记录前后对不上，这一份已拒收并留存。终端须停用、重新登记；先为客户补办。';
    case 'too-large':
      return '终端签出的记录过大，已拒收并留存。请通知总部；先为客户补办。';
    default:
      return unreachable(because);
  }
}

function obstacleInWords(because: SlipObstacle): string {
  switch (because) {
    case 'unreadable':
      return '记录存着，但打不开，内容未知：按网点登记联系客户。';
    case 'stuck':
      return '多次处理失败，已搁置；原因排除后在总览办结异常即重试。';
    case 'key-missing':
      return '打开它的密钥不在任何一台接收服务器上：找回 hub-keys.json 后会自动打开。';
    default:
      return unreachable(because);
  }
}

function dueInWords(dueAt: Date | null): string {
  return dueAt === null ? '' : `办理期限 ${branchTime(dueAt)}。`;
}
