import { createHash } from 'node:crypto';
import { html, type Html } from './html.ts';
import { pageCss } from './page-css.ts';

/** Built by hand, because the policy's hash is over every character between its tags. */
const styleElement: Html = { markup: `<style>${pageCss}</style>` };

/** Nothing but the pages' own style may load, nothing may run, and forms go nowhere but here. */
const policy = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(pageCss).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'self'`,
  `frame-ancestors 'none'`,
].join('; ');

/** With these every page is sent. Of the referrer only our own forms learn, which is how they show where they come from. */
export const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': policy,
  'referrer-policy': 'same-origin',
} as const;

const places = [
  ['/', '总览'],
  ['/work', '待办'],
  ['/slips', '查凭条'],
] as const;

export type PagePath = (typeof places)[number][0];

export function page(at: PagePath, title: string, main: Html): string {
  return html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · 网点接收服务器</title>
        ${styleElement}
      </head>
      <body>
        <header>
          <strong>网点接收服务器</strong>
          <nav aria-label="页面">${places.map((place) => link(place, at))}</nav>
        </header>
        <main>
          <h1>${title}</h1>
          ${main}
        </main>
      </body>
    </html>`.markup;
}

function link([path, name]: (typeof places)[number], at: PagePath): Html {
  return path === at
    ? html`<a href="${path}" aria-current="page">${name}</a>`
    : html`<a href="${path}">${name}</a>`;
}
