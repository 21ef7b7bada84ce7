import { html, type Html } from './html.ts';
import type { FormGuard } from './form-guard.ts';

/** A form that posts to `action`, which is also what its token is for. */
export function postForm(guard: Pick<FormGuard, 'token'>, action: string, fields: Html): Html {
  return html`<form method="post" action="${action}" class="line">
    <input type="hidden" name="token" value="${guard.token(action)}" />
    ${fields}
  </form>`;
}

export const nameField = html`<label>
  姓名或工号<br /><input class="name" name="by" required maxlength="20" autocomplete="off" />
</label>`;

/** Kept for good, so that it must name nobody. */
export const wordField = html`<label>
  说明（不要写客户姓名、电话）<br /><input
    class="word"
    name="word"
    required
    maxlength="200"
    autocomplete="off"
  />
</label>`;
