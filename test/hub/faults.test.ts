import pg from 'pg';
import { expect, test } from 'vitest';
import { faultOf } from '../../hub/faults.ts';

const databaseError = (code: string) => Object.assign(new pg.DatabaseError('x', 1, 'error'), { code });

test.each([
  [databaseError('57P01'), 503, 'database-unavailable'], // terminating connection
  [databaseError('53300'), 503, 'database-unavailable'], // too many connections
  [databaseError('55P03'), 503, 'database-unavailable'], // lock not available
  [Object.assign(new Error('connect ECONNREFUSED'), { syscall: 'connect' }), 503, 'database-unavailable'],
  [new Error('Connection terminated unexpectedly'), 503, 'database-unavailable'],
  [new Error('timeout exceeded when trying to connect'), 503, 'database-unavailable'],
  [databaseError('42703'), 500, 'hub-fault'], // undefined column: a bug
  [new Error('anything else'), 500, 'hub-fault'],
  [Object.assign(new Error(), { statusCode: 413 }), 413, 'too-large'],
  [Object.assign(new Error(), { statusCode: 415 }), 415, 'not-json'],
  [Object.assign(new Error(), { statusCode: 400, code: 'FST_ERR_CTP_INVALID_JSON_BODY' }), 400, 'not-json'],
  [Object.assign(new Error(), { statusCode: 408 }), 408, 'bad-request'],
])('%s is answered %i %s', (cause, status, error) => {
  expect(faultOf(cause as Parameters<typeof faultOf>[0])).toEqual({ status, error });
});
