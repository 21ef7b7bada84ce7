import { agoInWords } from './branch-time.ts';
import { html, type Html } from './html.ts';
import type { KioskSummary } from './kiosk-summary.ts';
import { red, table, twoLines, unbroken, type Cell } from './table.ts';
import { closedNames, inWords, kioskIncidentNames } from './words.ts';

/** A hole is ordinary for `gapAlertMinutes`. */
export type Moment = { readonly nowMs: number; readonly gapAlertMinutes: number };

const heads = ['终端', '最近联系', '收件', '待上传', '送达', '剩余磁盘', '终端自报异常', '规则 / 密钥'];

export function kioskTable(kiosks: readonly KioskSummary[], moment: Moment): Html {
  return table(
    heads,
    kiosks.map((kiosk) => kioskRow(kiosk, moment)),
    '还没有终端登记。',
  );
}

function kioskRow(kiosk: KioskSummary, moment: Moment): readonly Cell[] {
  const { report, lastUploadAt } = kiosk;
  return [
    twoLines(`${kiosk.id}（第 ${kiosk.epoch} 期）`, `${kiosk.branchName}（${kiosk.branchCode}）`),
    lastUploadAt === null ? red('从未') : agoInWords(lastUploadAt, moment.nowMs),
    intake(report),
    pending(report, moment),
    delivered(kiosk, moment),
    report?.freeBytes == null ? '不详' : `${(report.freeBytes / 1e9).toFixed(1)} GB`,
    ownIncidents(report),
    twoLines(
      kiosk.rulesSerial === null ? '—' : `规则 ${kiosk.rulesSerial}`,
      unbroken(kiosk.sealingKeyId ?? '—'),
    ),
  ];
}

function intake(report: KioskSummary['report']): Cell {
  if (report === null) return '不详';
  const taking =
    report.closedBecause === null ? '正常' : red(`暂停：${inWords(closedNames, report.closedBecause)}`);
  return report.storagePersisted === false ? twoLines(taking, red('存储不持久')) : taking;
}

function pending(report: KioskSummary['report'], { nowMs }: Moment): Cell {
  if (report === null) return '不详';
  if (report.pending === 0 || report.oldestAcceptedAt === null) return report.pending;
  return twoLines(report.pending, `最早 ${agoInWords(new Date(report.oldestAcceptedAt), nowMs)}`);
}

function delivered({ prefix, highest, gapSince }: KioskSummary, { nowMs, gapAlertMinutes }: Moment): Cell {
  const first = `连续到 ${prefix}`;
  if (gapSince === null) return first;
  const says = `缺第 ${prefix + 1} 笔（已到 ${highest}），${agoInWords(gapSince, nowMs)}起`;
  const isOld = nowMs - gapSince.getTime() >= gapAlertMinutes * 60_000;
  return twoLines(first, isOld ? red(says) : says);
}

/** The codes alone: what else a kiosk writes is for its own technician. */
function ownIncidents(report: KioskSummary['report']): Cell {
  const codes = [...new Set(report?.incidents.map(({ code }) => code))];
  if (codes.length === 0) return '无';
  return html`${codes.map((code) => html`${inWords(kioskIncidentNames, code)}<br />`)}`;
}
