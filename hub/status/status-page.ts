import { createHash } from 'node:crypto';
import type { IncidentKind } from '../incidents/incidents.ts';
import { slipNumber } from '../../sync/protocol/chain.ts';
import { html, type Html } from './html.ts';
import type { KioskSummary, Summary } from './summary.ts';

const css = `
body { font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #1a1a1a; }
table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
caption { text-align: left; font-size: 1.25rem; font-weight: bold; padding: .5rem 0; }
th, td { text-align: left; padding: .4rem .8rem .4rem 0; border-bottom: 1px solid #999; }
.alarm { background: #8b0000; color: #fff; padding: 1rem; font-size: 1.25rem; }
`;

/** Built by hand, because the policy's hash is over every character between its tags. */
const styleElement: Html = { markup: `<style>${css}</style>` };

/** Nothing but this page's own style may load or run. */
export const statusPageCsp = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(css).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const kindNames: Readonly<Record<string, string>> = {
  'contact-change': '变更联系方式',
  'claim-report': '理赔报案',
  'parked-visit': '未办完，待回访',
};

const stateNames: Readonly<Record<string, string>> = {
  delivered: '已送达，待处理',
  accepted: '已通过',
  rejected: '已退回',
  'needs-info': '待补充',
};

const incidentNames: Readonly<Record<IncidentKind, string>> = {
  fork: '同一编号出现两份不同的记录，已拒收后一份，请通知总部',
  'bad-chain': '与前后记录对不上，已拒收，请通知总部',
  gap: '缺少这一笔，后面的已经到了',
  unreadable: '已收到，但打不开，请通知总部',
  restored: '终端恢复出来的记录，客户当时可能没有看到“已受理”，请回访',
  repeated: '同一笔业务以两个编号送达，只算一笔',
};

/** The branch's plain view of its hub. It names machines and counts, never a customer. */
export function statusPage(summary: Summary, nowMs: number): string {
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>网点接收服务器</title>
        ${styleElement}
      </head>
      <body>
        <h1>网点接收服务器</h1>
        ${alarm(summary)}
        <p>更新时间：${time(new Date(nowMs))}。已收到、尚未打开：${summary.unopened} 笔。</p>
        ${table('自助终端', ['终端', '网点', '最近上传', '已存', '连续到', '缺'], summary.kiosks.map(kioskRow))}
        ${table('业务记录', ['种类', '状态', '笔数'], summary.records.map(recordRow))}
        ${table('需要处理的异常', ['编号', '异常', '详情', '发现时间'], summary.incidents.map(incidentRow))}
      </body>
    </html>`;
  return page.markup;
}

function alarm({ unsafe }: Summary): Html {
  if (unsafe.length === 0) return html``;
  return html`<p class="alarm" role="alert">
    数据库设置不安全（${unsafe.join('、')} 已关闭）：断电可能丢失记录，因此暂停接收。请立即通知技术人员。
  </p>`;
}

function table(caption: string, heads: readonly string[], rows: readonly Html[]): Html {
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${heads.map((head) => html`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows.length > 0 ? rows : [row(['无'])]}
    </tbody>
  </table>`;
}

function kioskRow(kiosk: KioskSummary): Html {
  const lastSeen = kiosk.lastUploadAt === null ? '从未' : time(kiosk.lastUploadAt);
  return row([
    `${kiosk.id}（第 ${kiosk.epoch} 期）`,
    `${kiosk.branchName}（${kiosk.branchCode}）`,
    lastSeen,
    kiosk.stored,
    kiosk.prefix,
    kiosk.missing,
  ]);
}

function recordRow({ kind, state, count }: Summary['records'][number]): Html {
  return row([kindNames[kind] ?? kind, stateNames[state] ?? state, count]);
}

function incidentRow(incident: Summary['incidents'][number]): Html {
  return row([slipNumber(incident), incidentNames[incident.kind], incident.detail, time(incident.noticedAt)]);
}

function row(cells: readonly (string | number)[]): Html {
  return html`<tr>
    ${cells.map((cell) => html`<td>${cell}</td>`)}
  </tr>`;
}

/** A branch reads its own wall clock: UTC+8 all over China. */
function time(at: Date): string {
  return at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', hour12: false });
}
