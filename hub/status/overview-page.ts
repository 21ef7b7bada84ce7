import { agoInWords, branchTime } from './branch-time.ts';
import type { FormGuard } from './form-guard.ts';
import { html, type Html } from './html.ts';
import { incidentTable } from './incident-table.ts';
import { itemTable } from './item-table.ts';
import { kioskTable, type Moment } from './kiosk-table.ts';
import { page } from './page.ts';
import type { Summary } from './summary.ts';
import { table } from './table.ts';
import { inWords, kindNames, stateNames } from './words.ts';

/** `/`: the branch's plain view of its hub. It names machines and counts, never a customer. */
export function overviewPage(summary: Summary, moment: Moment, guard: Pick<FormGuard, 'token'>): string {
  const { nowMs } = moment;
  return page(
    '/',
    '总览',
    html`${alarm(summary)} ${tiles(summary, nowMs)}
      <h2>待办（最急的在前）</h2>
      ${itemTable(summary.items, nowMs, '没有待办。')} ${moreItems(summary)}
      <h2>自助终端</h2>
      ${kioskTable(summary.kiosks, moment)} ${moreKiosks(summary)}
      <h2>需要处理的异常</h2>
      ${incidentTable(summary.incidents, guard)}
      <h2>业务记录</h2>
      ${table(['种类', '状态', '笔数'], summary.records.map(recordRow), '还没有收到记录。')}
      <p class="quiet">更新时间：${branchTime(new Date(nowMs))}</p>`,
  );
}

function alarm({ unsafe }: Summary): Html {
  if (unsafe.length === 0) return html``;
  return html`<p class="alarm" role="alert">
    数据库设置不安全（${unsafe.join('、')} 已关闭）：断电可能丢失记录，因此暂停接收。请立即通知技术人员。
  </p>`;
}

function tiles(summary: Summary, nowMs: number): Html {
  const { work, kioskCount, incidentCount, unopened, unopenedSince, withoutKey } = summary;
  const since = unopenedSince === null ? '' : `，最早 ${agoInWords(unopenedSince, nowMs)}`;
  return html`<ul class="tiles">
    ${[
      tile('逾期待办', work.overdueItems, work.overdueItems > 0),
      tile('待办', work.openItems, false),
      tile('异常', incidentCount, incidentCount > 0),
      tile('终端', kioskCount, false),
      tile(`已收到、尚未打开${since}`, unopened, false),
      ...(withoutKey > 0 ? [tile('缺少密钥、打不开', withoutKey, true)] : []),
      tile('待审核', work.undecided, false),
    ]}
  </ul>`;
}

function tile(name: string, value: number, isRed: boolean): Html {
  return isRed ? html`<li class="red"><b>${value}</b>${name}</li>` : html`<li><b>${value}</b>${name}</li>`;
}

function moreItems({ work, items }: Summary): Html {
  return work.openItems > items.length
    ? html`<p><a href="/work">全部 ${work.openItems} 项待办</a></p>`
    : html``;
}

function moreKiosks({ kiosks, kioskCount }: Summary): Html {
  return kioskCount > kiosks.length
    ? html`<p class="quiet">另有 ${kioskCount - kiosks.length} 台没有列出；有异常的排在前面。</p>`
    : html``;
}

function recordRow({ kind, state, count }: Summary['records'][number]): readonly (string | number)[] {
  return [inWords(kindNames, kind), inWords(stateNames, state), count];
}
