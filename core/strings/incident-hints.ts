import type { incidentCodes } from '../contract/calls.ts';

type IncidentCode = (typeof incidentCodes)[number];

/**
 * What a kiosk's own incidents mean, and what branch staff or a technician do about them; zh-CN, never personal, never
 * shown to customers.
 */
export const incidentHints: Readonly<Record<IncidentCode, string>> = {
  'database-empty': '浏览器数据库空了：记录已从日志恢复；带“recovered”的请给客人回电；反复出现请换硬盘。',
  'database-shorter': '浏览器数据库少了记录：已从日志补回；反复出现请检查硬盘。',
  'journal-shorter': '日志少了记录：已从数据库补回；请检查硬盘。',
  'stores-disagree': '同一号码有两份不同记录：两份都保留，请通知运维，不要删除任何文件。',
  'row-unreadable': '有一条记录读不出：已另存；请通知运维。',
  'hub-fork':
    '服务器上的记录链和本机不同，本机已停止办理：两份都保留，请立即通知运维；重新登记（新一期）后才能再办。',
  'hub-behind': '服务器恢复成了较早的状态：本机正从日志自动补传，不用处理；不要删除 journal 目录。',
  'record-refused': '服务器拒收一条记录：已另存，请在服务器工作单上处理。',
  'journal-damaged': '日志有损坏或缺行：能用的都已读出；请运行 journal verify，并检查硬盘。',
  'journal-restored': '日志已从第二份副本补回：请检查硬盘，并核对补回的条数。',
  'copy-behind': '第二份副本写不进去：检查 U 盘或共享目录是否还在、是否已满。记录不受影响。',
  'disk-low': '磁盘快满，本机已停止办理：腾出空间，会自动恢复；不要删除 journal 和 browser 目录。',
  'origin-changed': '页面地址和记录所在的地址不同，本机已停止办理：改回原来的端口，请通知技术人员。',
  'storage-not-persistent': '浏览器没有答应长期保存：记录另有日志保底；请技术人员检查浏览器设置。',
  'clock-jumped': '本机时钟被拨动：请核对时间和时区；记录的先后不受影响。',
  'trust-refused': '服务器发来的密钥或规则没有可信签名：没有采用；请立即通知运维。',
  'handwriting-reduced':
    '手写认字的文件缺失或被改动，或认字程序中断：客人仍可请人打电话；请技术人员重新安装本机程序。',
  'former-undelivered':
    '上一期登记还有记录没送到服务器，都在 journal 目录里：请技术人员停机后运行 npm run journal -- deliver --data 数据目录。',
};
