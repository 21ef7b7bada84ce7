import * as v from 'valibot';
import type { Clock } from '../lib/clock.ts';
import { err } from '../lib/result.ts';
import { calls, events } from './calls.ts';
import type { Host, HostFault, Wire } from './host.ts';

const replySchema = v.variant('ok', [
  v.object({ ok: v.literal(true), value: v.unknown() }),
  v.object({ ok: v.literal(false), error: v.object({ code: v.string(), detail: v.optional(v.string()) }) }),
]);

/** The caller waits a little longer than the host, so that the host's own word on slowness arrives first. */
const graceMs = 1_000;

/**
 * Builds what the screens see from a wire. Every reply is checked again on this side, and every wait is bounded.
 *
 * @param newId makes correlation ids; they stand in both sides' logs
 * @param onBadEvent hears of events that do not match their schema; they are dropped
 */
export function hostOver(
  wire: Wire,
  clock: Clock,
  newId: () => string,
  onBadEvent: (name: string) => void = () => {},
): Host {
  return {
    invoke(name, input) {
      return new Promise((settle) => {
        const fail = (code: HostFault) => settle(err({ code }));
        const stop = clock.after(calls[name].timeoutMs + graceMs, () => fail('host-silent'));
        const answer = (raw: unknown) => {
          stop();
          const reply = v.safeParse(replySchema, raw);
          if (!reply.success) return fail('bad-reply');
          if (!reply.output.ok) return settle(reply.output as never);
          const output = v.safeParse(calls[name].output, reply.output.value);
          return output.success ? settle({ ok: true, value: output.output } as never) : fail('bad-reply');
        };
        const lost = () => {
          stop();
          fail('host-unreachable');
        };
        wire.request({ correlationId: newId(), name, input }).then(answer, lost);
      });
    },
    on(name, listener) {
      return wire.subscribe(name, (payload) => {
        const parsed = v.safeParse(events[name], payload);
        if (parsed.success) listener(parsed.output as never);
        else onBadEvent(name);
      });
    },
  };
}
