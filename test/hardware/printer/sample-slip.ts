import type { Slip } from '../../../core/slips/slip.ts';

/** Has every kind of block, a wrapping line, a long and a short pair, and characters that are markup in SVG. */
export const sampleSlip: Slip = {
  blocks: [
    { kind: 'text', text: '长安人寿', size: 2, align: 'centre', bold: true },
    { kind: 'text', text: '业务受理凭条', size: 2, align: 'centre', bold: false },
    { kind: 'rule' },
    { kind: 'pair', label: '受理编号', value: 'K0017-2026-000042', size: 1 },
    { kind: 'pair', label: '办理时间', value: '2026年11月2日 09:14', size: 1 },
    { kind: 'pair', label: '办理事项', value: '变更联系电话', size: 1 },
    { kind: 'pair', label: '客户', value: '*德华', size: 1 },
    {
      kind: 'pair',
      label: '联系地址',
      value: '陕西省西安市雁塔区小寨东路一百二十六号院三号楼二单元五零一室',
      size: 2,
    },
    { kind: 'rule' },
    { kind: 'text', text: '已经收到，还没有生效。', size: 2, align: 'left', bold: true },
    {
      kind: 'text',
      text: '工作人员会在三个工作日内给您打电话核实。请保管好这张凭条，不要把它交给陌生人。<A&B>',
      size: 1,
      align: 'left',
      bold: false,
    },
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: '¥1,280.50', size: 3, align: 'right', bold: true },
    { kind: 'feed', lines: 1 },
    { kind: 'qr', data: 'https://example.invalid/s/K0017-2026-000042#3f9c' },
    { kind: 'feed', lines: 1 },
    { kind: 'text', text: '客服电话 95500', size: 1, align: 'centre', bold: false },
  ],
};
