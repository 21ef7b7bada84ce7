import { expect, test } from 'vitest';
import { html } from '../../../hub/status/html.ts';

test('a string is always text, and only markup made by the template is markup', () => {
  const hostile = `<b title="x">&'</b>`;
  const safe = '&#60;b title=&#34;x&#34;&#62;&#38;&#39;&#60;/b&#62;';
  const item = html`<i>${hostile}</i>`;
  expect(item.markup).toBe(`<i>${safe}</i>`);
  expect(html`<p>${[item, item]}${7}</p>`.markup).toBe(`<p><i>${safe}</i><i>${safe}</i>7</p>`);
});
