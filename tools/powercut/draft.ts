import type { Draft } from '../../sync/outbox/accept.ts';

/** An errand as a customer would leave it. The name and number are nobody's. */
export function draftErrand(): Draft {
  return {
    version: 1,
    transactionId: crypto.randomUUID(),
    kind: 'contact-change',
    errand: 'contact-change',
    effect: 'not-yet-effective',
    person: { name: '停电试验', number: '11010119491001001X' },
    answers: { newPhone: { kind: 'phone', digits: '13912345678', by: 'customer' } },
    language: 'zh-CN',
  };
}
