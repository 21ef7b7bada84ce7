import type { Draft } from '../../../../sync/outbox/accept.ts';

/** A claim report of an invented person, with as many answers as a visit gives; about 750 bytes of JSON. */
export function draftOf(transactionId: string): Draft {
  const by = 'customer' as const;
  return {
    version: 1,
    transactionId,
    kind: 'claim-report',
    errand: 'claim-report',
    effect: 'not-yet-effective',
    person: {
      name: '示例客户',
      number: '11010519491231002X',
      address: '北京市朝阳区示例街道示例社区一号院二号楼三单元四零四室',
    },
    answers: {
      what: { kind: 'choice', option: 'hospital-stay', by },
      cause: { kind: 'choice', option: 'illness', by },
      when: { kind: 'day', day: '2026-03-02', by },
      where: { kind: 'place', code: '110105', names: ['北京市', '市辖区', '朝阳区'], by },
      phone: { kind: 'phone', digits: '13800000000', by },
      'call-back': { kind: 'choice', option: 'morning', by },
    },
    language: 'zh-CN',
  };
}
