import { randomUUID } from 'node:crypto';
import type { Draft } from '../../../sync/outbox/accept.ts';

/** Stands in every draft; nothing at rest may ever contain it. */
export const canary = '金丝雀王秀英';

/** A claim report of an invented person. */
export function draftOf(transactionId: string = randomUUID()): Draft {
  return {
    version: 1,
    transactionId,
    kind: 'claim-report',
    errand: 'claim-report',
    effect: 'finished',
    person: { name: canary, number: '11010519491231002X' },
    answers: { cause: { kind: 'choice', option: 'illness', by: 'customer' } },
    language: 'zh-CN',
  };
}
