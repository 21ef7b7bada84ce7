import type { Slip } from '../../core/slips/slip.ts';

/** Stands in no other bytes that a driver sends. */
export const slipTitle = 'BENCH-SLIP';

/** As long as a slip gets: a claim with all its papers. */
export const benchSlip: Slip = {
  blocks: [
    { kind: 'text', text: slipTitle, size: 1, align: 'left', bold: false },
    ...Array.from({ length: 80 }, (_, at) => ({
      kind: 'pair' as const,
      label: `第${at + 1}项 报案材料`,
      value: '已受理，请保存本凭条',
      size: 1 as const,
    })),
    { kind: 'qr', data: 'https://example.invalid/s/K0017-2026-000042' },
  ],
};
