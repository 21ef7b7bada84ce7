import { slipNumber } from '../../sync/protocol/chain.ts';
import type { Place } from '../incidents/incidents.ts';
import { branchTime } from './branch-time.ts';
import { nameField, postForm, wordField } from './forms.ts';
import type { FormGuard } from './form-guard.ts';
import { html, type Html } from './html.ts';
import type { ListedIncident } from './summary.ts';
import { table, twoLines, unbroken } from './table.ts';
import { incidentNames } from './words.ts';

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

/** Number 0: about the kiosk itself, not about one of its records. */
function placeInWords(place: Place): string {
  return place.sequence === 0 ? `${place.kioskId}（第 ${place.epoch} 期）` : slipNumber(place);
}

function closing({ id }: ListedIncident, guard: Pick<FormGuard, 'token'>): Html {
  const fields = html`${nameField} ${wordField} <button>办结</button>`;
  return html`<details>
    <summary>办结…</summary>
    ${postForm(guard, `/incidents/${id}/close`, fields)}
  </details>`;
}
