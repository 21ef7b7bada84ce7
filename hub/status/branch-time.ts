const format = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A branch reads its own wall clock: UTC+8 all over China. */
export function branchTime(at: Date): string {
  return format.format(at);
}

const minuteMs = 60_000;

/** `3 小时前`, for how long something has been so. */
export function agoInWords(at: Date, nowMs: number): string {
  const minutes = Math.max(0, Math.floor((nowMs - at.getTime()) / minuteMs));
  if (minutes < 1) return '刚才';
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} 小时前`;
  return `${Math.floor(minutes / (24 * 60))} 天前`;
}
