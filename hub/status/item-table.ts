import { slipNumber } from '../../sync/protocol/chain.ts';
import type { ListedItem } from '../work/read-items.ts';
import { branchTime } from './branch-time.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';
import { red, table, twoLines, type Cell } from './table.ts';
import { inWords, itemStateNames, kindNames, reasonInWords } from './words.ts';

export function itemTable(items: readonly ListedItem[], nowMs: number, empty: string): Html {
  return table(
    ['办理期限', '编号', '事由', '负责人', '回访'],
    items.map((item) => itemRow(item, nowMs)),
    empty,
  );
}

/** `/work`: everything that waits for somebody. */
export function workPage(items: readonly ListedItem[], nowMs: number): string {
  return page(
    '/work',
    '待办',
    html`<p class="quiet">严重的两个工作小时内办，其余次一工作日下班前办。点编号办理。</p>
      ${itemTable(items, nowMs, '没有待办。')}`,
  );
}

function itemRow(item: ListedItem, nowMs: number): readonly Cell[] {
  const kind = inWords(kindNames, item.kind);
  return [
    dueInWords(item, nowMs),
    twoLines(
      html`<a href="/work/${item.id}">${slipNumber(item.place)}</a>`,
      item.urgency === 'urgent' ? html`${kind} ${red('严重')}` : kind,
    ),
    twoLines(reasonInWords(item.reason).why, reasonInWords(item.reason).todo),
    item.owner ?? inWords(itemStateNames, item.state),
    item.hasCallBack ? '有电话' : '无电话',
  ];
}

export function dueInWords({ dueAt, state }: ListedItem, nowMs: number): Cell {
  const isWaiting = state === 'open' || state === 'claimed';
  return isWaiting && dueAt.getTime() < nowMs ? red(`${branchTime(dueAt)} 已逾期`) : branchTime(dueAt);
}
