import { branchTime } from './branch-time.ts';
import { html, type Html } from './html.ts';
import { page } from './page.ts';
import type { SlipStanding } from '../work/slip-standing.ts';
import { slipInWords } from './slip-words.ts';

/** `/slips`: where an employee reads out how far the record on a slip has got. `null`: nothing was asked yet. */
export function slipPage(number: string, standing: SlipStanding | 'bad-slip-number' | null): string {
  return page(
    '/slips',
    '查凭条',
    html`${question(number)} ${standing === null ? html`` : answer(number, standing)}`,
  );
}

function question(number: string): Html {
  return html`<form method="get" action="/slips" class="card line" role="search">
    <label>
      凭条编号，例如 K01-1-000007<br />
      <input name="number" value="${number}" required maxlength="40" autocomplete="off" />
    </label>
    <button>查询</button>
  </form>`;
}

function answer(number: string, standing: SlipStanding | 'bad-slip-number'): Html {
  if (standing === 'bad-slip-number')
    return html`<div class="card" role="status">
      <p class="large">编号不对</p>
      <p>编号由终端号、期数、序号组成，例如 K01-1-000007。请对照凭条再看一遍。</p>
    </div>`;
  const { headline, next, staff } = slipInWords(standing);
  return html`<div class="card" role="status">
    <p class="quiet">${number}</p>
    <p class="large">${headline}</p>
    <p>${next}</p>
    ${staff === undefined ? '' : html`<p class="quiet">员工须知（不读给客户）：${staff}</p>`}
    ${'receivedAt' in standing ? html`<p class="quiet">送达时间：${branchTime(standing.receivedAt)}</p>` : html``}
  </div>`;
}
