import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import type { Result } from '../../core/lib/result.ts';
import { sendFault } from '../faults.ts';
import { closeIncident } from '../incidents/close.ts';
import { giveUp } from '../incidents/give-up.ts';
import type { HubParts } from '../parts.ts';
import { dayIn } from '../rules/day-in-china.ts';
import { formGuard, type FormGuard } from '../status/form-guard.ts';
import { itemPage, type ShownCallBack } from '../status/item-page.ts';
import { workPage } from '../status/item-table.ts';
import { pageHeaders } from '../status/page.ts';
import { staffOnly } from '../status/staff-only.ts';
import { maySeePersons } from '../status/visitor.ts';
import { calendarTrouble } from '../work/calendar.ts';
import { callOutcomes, recordCall } from '../work/call-back.ts';
import { readCallBack, readItem, readOpenItems, type WholeItem } from '../work/read-items.ts';
import { sampleCalendar } from '../work/sample-calendar.ts';
import { claimItem, settleItem } from '../work/staff-steps.ts';
import { staffNameSchema, staffWordSchema } from '../work/staff-word.ts';
import { goTo, readForm, takeForms } from './staff-forms.ts';

/** More than anybody reads; the rest moves up. */
const mostItems = 500;

const settlementSchema = v.object({
  ...staffWordSchema.entries,
  settlement: v.picklist(['accepted', 'rejected']),
});

const callSchema = v.object({ ...staffWordSchema.entries, outcome: v.picklist(callOutcomes) });

type WorkRouteParts = HubParts & {
  /** Something rests no more, or is to be decided again. */
  readonly onWoken: () => void;
};

/**
 * `GET /work` and `GET /work/:id`: what waits for people, and the forms with which they say what they did about it;
 * `POST /incidents/:id/close` and `/give-up`. Who and why is written down; the log names numbers only.
 */
export async function workRoutes(server: FastifyInstance, parts: WorkRouteParts): Promise<void> {
  const guard = formGuard(parts.keys, parts.clock);
  takeForms(server);
  showWork(server, parts, guard);
  takeSteps(server, parts, guard);
}

function showWork(
  server: FastifyInstance,
  { pool, clock, log, staffToken, calendar = sampleCalendar }: HubParts,
  guard: FormGuard,
): void {
  const onRequest = staffOnly(staffToken);

  server.get('/work', { onRequest }, async (_request, reply) => {
    const items = await readOpenItems(pool, mostItems);
    return reply
      .headers(pageHeaders)
      .send(workPage(items, clock.nowMs(), calendarTrouble(calendar, dayIn(clock.nowMs()))));
  });

  server.get<{ Params: { id: string } }>('/work/:id', { onRequest }, async (request, reply) => {
    const { id } = request.params;
    const item = /^\d{1,15}$/.test(id) ? await readItem(pool, Number(id)) : null;
    if (item === null) return sendFault(reply, 404, 'no-such-path');
    const callBack = await shownCallBack(request, item);
    return reply.headers(pageHeaders).send(itemPage(item, callBack, clock.nowMs(), guard));
  });

  async function shownCallBack(
    request: FastifyRequest,
    { id, place, hasCallBack }: WholeItem,
  ): Promise<ShownCallBack> {
    if (!hasCallBack) return null;
    if (!maySeePersons(request, staffToken)) return 'hidden';
    log.info({ event: 'call-back-shown', item: id });
    return readCallBack(pool, place);
  }
}

function takeSteps(server: FastifyInstance, parts: WorkRouteParts, guard: FormGuard): void {
  const { pool, clock, log, onWoken, calendar = sampleCalendar } = parts;
  const onRequest = staffOnly(parts.staffToken);

  server.post('/work/:id/claim', { onRequest }, async (request, reply) => {
    const form = readForm(request, reply, guard, staffNameSchema);
    if (form === null) return reply;
    const claimed = await claimItem(pool, form.id, form.fields.by, clock.nowMs());
    return answer(reply, claimed, `/work/${form.id}`);
  });

  server.post('/work/:id/call-back', { onRequest }, async (request, reply) => {
    const form = readForm(request, reply, guard, callSchema);
    if (form === null) return reply;
    const called = await recordCall(pool, form.id, form.fields, { nowMs: clock.nowMs(), calendar });
    log.info({ event: 'called-back', item: form.id, outcome: form.fields.outcome, isDone: called.ok });
    return answer(reply, called, `/work/${form.id}`);
  });

  server.post('/work/:id/settle', { onRequest }, async (request, reply) => {
    const form = readForm(request, reply, guard, settlementSchema);
    if (form === null) return reply;
    const { settlement, ...said } = form.fields;
    const settled = await settleItem(pool, form.id, settlement, said, { nowMs: clock.nowMs(), calendar });
    log.info({ event: 'item-settled', item: form.id, settlement, isDone: settled.ok });
    onWoken();
    return answer(reply, settled, `/work/${form.id}`);
  });

  server.post('/incidents/:id/close', { onRequest }, async (request, reply) => {
    const form = readForm(request, reply, guard, staffWordSchema);
    if (form === null) return reply;
    const closed = await closeIncident(pool, form.id, form.fields, new Date(clock.nowMs()));
    log.info({ event: 'incident-closed', incident: form.id, isDone: closed.ok });
    onWoken();
    return answer(reply, closed, '/');
  });

  server.post('/incidents/:id/give-up', { onRequest }, async (request, reply) => {
    const form = readForm(request, reply, guard, staffWordSchema);
    if (form === null) return reply;
    const given = await giveUp(pool, form.id, form.fields, new Date(clock.nowMs()));
    const places = given.ok ? given.value.places : 0;
    log.info({ event: 'places-given-up', incident: form.id, isDone: given.ok, places });
    return answer(reply, given, '/');
  });
}

function answer(reply: FastifyReply, done: Result<unknown, string>, path: string): FastifyReply {
  return done.ok ? goTo(reply, path) : sendFault(reply, 409, 'not-open');
}
