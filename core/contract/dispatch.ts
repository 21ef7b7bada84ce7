import * as v from 'valibot';
import type { Clock } from '../lib/clock.ts';
import { err, type Result } from '../lib/result.ts';
import { calls, type CallName } from './calls.ts';
import type { Handlers } from './host.ts';

export type Reply = Result<unknown, { readonly code: string; readonly detail?: string }>;
type AnyHandler = (input: unknown) => Promise<Reply>;

const requestSchema = v.object({
  correlationId: v.pipe(v.string(), v.maxLength(64)),
  name: v.string(),
  input: v.unknown(),
});

/** What the log may know of a call: never its input or output. */
export type CallNote = {
  readonly correlationId: string;
  readonly name: string;
  readonly outcome: string;
  readonly tookMs: number;
};

/**
 * Serves one request from a page. Never throws and never waits longer than the call's own bound; a bug in a handler
 * becomes data. Errors are plain values, because a thrown error keeps only its message over IPC.
 */
export async function dispatch(
  handlers: Handlers,
  clock: Clock,
  raw: unknown,
  note: (note: CallNote) => void = () => {},
): Promise<Reply> {
  const request = v.safeParse(requestSchema, raw);
  if (!request.success) return err({ code: 'bad-input', detail: 'not a request' });
  const { correlationId, name, input } = request.output;
  const startedMs = clock.monotonicMs();
  const reply = await serve(handlers, clock, name, input);
  note({
    correlationId,
    name: Object.hasOwn(calls, name) ? name : 'unknown',
    outcome: reply.ok ? 'ok' : reply.error.code,
    tookMs: clock.monotonicMs() - startedMs,
  });
  return reply;
}

async function serve(handlers: Handlers, clock: Clock, name: string, input: unknown): Promise<Reply> {
  if (!Object.hasOwn(calls, name)) return err({ code: 'no-such-call' });
  const callName = name as CallName;
  const spec = calls[callName];
  const parsed = v.safeParse(spec.input, input);
  if (!parsed.success) return err({ code: 'bad-input', detail: paths(parsed.issues) });
  // The only cast on this side: the table's key and the schema above have just proved it.
  const reply = await bounded(clock, spec.timeoutMs, () => (handlers[callName] as AnyHandler)(parsed.output));
  if (!reply.ok) return reply;
  const output = v.safeParse(spec.output, reply.value);
  return output.success
    ? { ok: true, value: output.output }
    : err({ code: 'bad-output', detail: paths(output.issues) });
}

/** Where it went wrong, never what stood there: the value may be personal. */
function paths(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => v.getDotPath(issue) ?? issue.type).join(' ');
}

async function bounded(clock: Clock, timeoutMs: number, work: () => Promise<Reply>): Promise<Reply> {
  return new Promise((settle) => {
    const stop = clock.after(timeoutMs, () => settle(err({ code: 'host-too-slow' })));
    const finish = (reply: Reply) => {
      stop();
      settle(reply);
    };
    const crash = (cause: unknown) => finish(err({ code: 'host-crashed', detail: crashName(cause) }));
    try {
      work().then(finish, crash);
    } catch (cause) {
      crash(cause);
    }
  });
}

/** A message may quote customer data; the class of the error may not. */
function crashName(cause: unknown): string {
  return cause instanceof Error ? cause.name : typeof cause;
}
