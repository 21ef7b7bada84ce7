import { branchTime } from './branch-time.ts';
import { nameField, postForm, wordField } from './forms.ts';
import type { FormGuard } from './form-guard.ts';
import { html, type Html } from './html.ts';
import { placeInWords } from './place-in-words.ts';
import type { ListedIncident } from './summary.ts';
import { table, twoLines, unbroken } from './table.ts';
import { incidentNames } from './words.ts';

const giveUpHint =
  '确认终端的数据库和日志里都已没有这一笔（或已永久拒收）以后再办：直到下一笔已到的记录为止，缺的编号不再等待。以后送到仍会照常收下。';

export function incidentTable(incidents: readonly ListedIncident[], guard: Pick<FormGuard, 'token'>): Html {
  return table(
    ['编号', '异常', '发现时间', '办结'],
    incidents.map((incident) => [
      unbroken(placeInWords(incident.place)),
      twoLines(incidentNames[incident.kind], incident.detail),
      unbroken(branchTime(incident.noticedAt)),
      closing(incident, guard),
    ]),
    '没有异常。',
  );
}

function closing({ id, kind }: ListedIncident, guard: Pick<FormGuard, 'token'>): Html {
  const step = (label: string, hint: string, action: string) =>
    html`<details>
      <summary>${label}…</summary>
      ${hint}
      ${postForm(guard, `/incidents/${id}/${action}`, html`${nameField} ${wordField} <button>${label}</button>`)}
    </details>`;
  return html`${step('办结', '', 'close')} ${kind === 'gap' ? step('作缺号处理', giveUpHint, 'give-up') : ''}`;
}
