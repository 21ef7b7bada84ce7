import type { calendarTrouble } from '../work/calendar.ts';
import type { ListedItem } from '../work/read-items.ts';
import { branchTime } from './branch-time.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';
import { placeInWords } from './place-in-words.ts';
import { red, table, twoLines, type Cell } from './table.ts';
import { inWords, itemStateNames, kindNames, reasonInWords, roleNames } from './words.ts';

export function itemTable(items: readonly ListedItem[], nowMs: number, empty: string): Html {
  return table(
    ['办理期限', '编号', '事由', '负责人', '回访'],
    items.map((item) => itemRow(item, nowMs)),
    empty,
  );
}

const calendarNotes = {
  'sample-calendar': '办理期限按样例日历推算，可能差一天：请技术员用 --calendar 换成本年的放假安排。',
  'calendar-over': '日历已经过期，办理期限可能差一天：请技术员换成新的放假安排。',
} as const;

/** `/work`: everything that waits for somebody. */
export function workPage(
  items: readonly ListedItem[],
  nowMs: number,
  trouble: ReturnType<typeof calendarTrouble>,
): string {
  return page(
    '/work',
    '待办',
    html`${trouble === null ? '' : html`<p>${red(calendarNotes[trouble])}</p>`}
      <p class="quiet">严重的两个工作小时内办，其余次一工作日下班前办。点编号办理。</p>
      ${itemTable(items, nowMs, '没有待办。')}`,
  );
}

function itemRow(item: ListedItem, nowMs: number): readonly Cell[] {
  const kind = item.kind === null ? '异常' : inWords(kindNames, item.kind);
  return [
    dueInWords(item, nowMs),
    twoLines(
      html`<a href="/work/${item.id}">${placeInWords(item.place)}</a>`,
      item.urgency === 'urgent' ? html`${kind} ${red('严重')}` : kind,
    ),
    twoLines(reasonInWords(item.reason).why, reasonInWords(item.reason).todo),
    twoLines(inWords(roleNames, item.role), item.owner ?? inWords(itemStateNames, item.state)),
    callsInWords(item),
  ];
}

export function dueInWords({ dueAt, state }: ListedItem, nowMs: number): Cell {
  const isWaiting = state === 'open' || state === 'claimed';
  return isWaiting && dueAt.getTime() < nowMs ? red(`${branchTime(dueAt)} 已逾期`) : branchTime(dueAt);
}

/** Whether somebody can be rung, how often that was tried, and whether it has to be tried again. */
export function callsInWords({ hasCallBack, calls, lastCall }: ListedItem): Cell {
  if (!hasCallBack) return '无电话';
  if (lastCall === null) return '有电话，待回访';
  return lastCall === 'reached' ? '已接通' : red(`${calls} 次未接通，期限前再打`);
}
