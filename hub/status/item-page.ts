import type { CallBack, WholeItem } from '../work/read-items.ts';
import { branchTime } from './branch-time.ts';
import { nameField, postForm, wordField } from './forms.ts';
import type { FormGuard } from './form-guard.ts';
import { html, type Html } from './html.ts';
import { callsInWords, dueInWords } from './item-table.ts';
import { page } from './page.ts';
import { placeInWords } from './place-in-words.ts';
import { red, table } from './table.ts';
import { inWords, itemStateNames, kindNames, roleNames, stepNames, reasonInWords } from './words.ts';

/** Whom to ring, for a visitor who may see it; `hidden` for one who has not given the token. */
export type ShownCallBack = CallBack | 'hidden' | null;

/** `/work/:id`: the one page that may show whom to ring. */
export function itemPage(
  item: WholeItem,
  callBack: ShownCallBack,
  nowMs: number,
  guard: Pick<FormGuard, 'token'>,
): string {
  const number = placeInWords(item.place);
  return page(
    '/work',
    `待办 ${number}`,
    html`<div class="card">
        <dl>
          ${[
            row('业务', item.kind === null ? '异常' : inWords(kindNames, item.kind)),
            row('编号', item.place.sequence === 0 ? number : slipLink(number)),
            row('事由', reasonInWords(item.reason).why),
            row('怎么办', reasonInWords(item.reason).todo),
            ...(item.names === null ? [] : [row('相关编号', slipLink(item.names))]),
            row('级别', item.urgency === 'urgent' ? red('严重') : '一般'),
            row('办理期限', html`${dueInWords(item, nowMs)}`),
            row('状态', inWords(itemStateNames, item.state)),
            row('负责', inWords(roleNames, item.role)),
            row('认领人', item.owner ?? '还没有人认领'),
            row('回访', html`${callsInWords(item)}`),
            ...(item.hasCallBack ? [row('电话', callBackInWords(callBack))] : []),
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

function callBackInWords(callBack: ShownCallBack): string {
  if (callBack === 'hidden') return '凭员工口令登录后显示';
  if (callBack === null) return '没有留电话';
  return [callBack.name, ...callBack.phones].join(' ');
}

function isOpen({ state }: WholeItem): boolean {
  return state === 'open' || state === 'claimed';
}

function steps(item: WholeItem, guard: Pick<FormGuard, 'token'>): Html {
  const { id, incidentId, hasCallBack } = item;
  const form = (action: string, fields: Html) =>
    html`<div class="card">${postForm(guard, action, fields)}</div>`;
  const saidBy = html`${nameField} ${wordField}`;
  return html`<h2>办理</h2>
    ${form(`/work/${id}/claim`, html`${nameField} <button>由我办理</button>`)}
    ${hasCallBack ? form(`/work/${id}/call-back`, html`${callOutcome} ${saidBy} <button>记下回访</button>`) : ''}
    ${
      incidentId === null
        ? form(`/work/${id}/settle`, html`${settlement} ${saidBy} <button>办结</button>`)
        : form(`/incidents/${incidentId}/close`, html`${saidBy} <button>办结</button>`)
    }`;
}

const settlement = html`<label>
  结果<br />
  <select name="settlement">
    <option value="accepted">通过，业务有效</option>
    <option value="rejected">不予受理</option>
  </select>
</label>`;

const callOutcome = html`<label>
  回访<br />
  <select name="outcome">
    <option value="reached">已接通</option>
    <option value="not-reached">未接通，期限前再打</option>
  </select>
</label>`;

function historyRow({ at, what, by, word }: WholeItem['history'][number]): readonly string[] {
  return [
    branchTime(at),
    inWords(stepNames, what),
    by ?? '系统',
    what === 'opened' ? reasonInWords(word).why : word,
  ];
}
