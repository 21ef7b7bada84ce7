import { slipNumber } from '../../sync/protocol/chain.ts';
import type { CallBack, WholeItem } from '../work/read-items.ts';
import { branchTime } from './branch-time.ts';
import { nameField, postForm, wordField } from './forms.ts';
import type { FormGuard } from './form-guard.ts';
import { html, type Html } from './html.ts';
import { dueInWords } from './item-table.ts';
import { page } from './page.ts';
import { red, table } from './table.ts';
import { inWords, itemStateNames, kindNames, stepNames, reasonInWords } from './words.ts';

/** Whom to ring, for a visitor who may see it; `hidden` for one who has not given the token. */
export type ShownCallBack = CallBack | 'hidden' | null;

/** `/work/:id`: the one page that may show whom to ring. */
export function itemPage(
  item: WholeItem,
  callBack: ShownCallBack,
  nowMs: number,
  guard: Pick<FormGuard, 'token'>,
): string {
  const number = slipNumber(item.place);
  return page(
    '/work',
    `待办 ${number}`,
    html`<div class="card">
        <dl>
          ${[
            row('业务', inWords(kindNames, item.kind)),
            row('编号', html`<a href="/slips?number=${number}">${number}</a>`),
            row('事由', reasonInWords(item.reason).why),
            row('怎么办', reasonInWords(item.reason).todo),
            ...(item.names === null ? [] : [row('相关编号', slipLink(item.names))]),
            row('级别', item.urgency === 'urgent' ? red('严重') : '一般'),
            row('办理期限', html`${dueInWords(item, nowMs)}`),
            row('状态', inWords(itemStateNames, item.state)),
            row('负责人', item.owner ?? '还没有人认领'),
            row('回访', callBackInWords(item, callBack)),
          ]}
        </dl>
      </div>
      ${isOpen(item) ? steps(item, guard) : html``}
      <h2>经过</h2>
      ${table(['时间', '步骤', '经办', '说明'], item.history.map(historyRow), '没有经过。')}`,
  );
}

function row(name: string, value: Html | string): Html {
  return html`<dt>${name}</dt>
    <dd>${value}</dd>`;
}

function slipLink(number: string): Html {
  return html`<a href="/slips?number=${number}">${number}</a>`;
}

function callBackInWords({ hasCallBack }: WholeItem, callBack: ShownCallBack): string {
  if (callBack === 'hidden') return hasCallBack ? '有电话；凭员工口令登录后显示' : '没有留电话';
  if (callBack === null) return '没有留电话';
  return [callBack.name, ...callBack.phones].join(' ');
}

function isOpen({ state }: WholeItem): boolean {
  return state === 'open' || state === 'claimed';
}

function steps({ id }: WholeItem, guard: Pick<FormGuard, 'token'>): Html {
  const settlement = html`<label>
    结果<br />
    <select name="settlement">
      <option value="accepted">通过，业务有效</option>
      <option value="rejected">不予受理</option>
    </select>
  </label>`;
  return html`<h2>办理</h2>
    <div class="card">
      ${postForm(guard, `/work/${id}/claim`, html`${nameField} <button>由我办理</button>`)}
    </div>
    <div class="card">
      ${postForm(guard, `/work/${id}/settle`, html`${settlement} ${nameField} ${wordField} <button>办结</button>`)}
    </div>`;
}

function historyRow({ at, what, by, word }: WholeItem['history'][number]): readonly string[] {
  return [
    branchTime(at),
    inWords(stepNames, what),
    by ?? '系统',
    what === 'opened' ? reasonInWords(word).why : word,
  ];
}
