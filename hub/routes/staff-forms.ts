import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as v from 'valibot';
import { sendFault } from '../faults.ts';
import type { FormGuard } from '../status/form-guard.ts';

/** The longest form has two short fields. */
const formLimitBytes = 8_192;

/** Lets this plugin's routes take what a browser's form sends. */
export function takeForms(server: FastifyInstance): void {
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: formLimitBytes },
    (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
  );
}

const idSchema = v.object({
  id: v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number)),
});
const tokenSchema = v.object({ token: v.string() });

/** A form of ours: which thing it is about, and what was filled in. Null: it was refused, and the reply is sent. */
export function readForm<S extends v.GenericSchema>(
  request: FastifyRequest,
  reply: FastifyReply,
  guard: FormGuard,
  schema: S,
): { readonly id: number; readonly fields: v.InferOutput<S> } | null {
  const action = request.url;
  const token = v.safeParse(tokenSchema, request.body);
  if (guard.refuses(request, action, token.success ? token.output.token : '') !== null) {
    sendFault(reply, 403, 'foreign-form');
    return null;
  }
  const params = v.safeParse(idSchema, request.params);
  const fields = v.safeParse(schema, request.body);
  if (params.success && fields.success) return { id: params.output.id, fields: fields.output };
  sendFault(reply, 400, 'bad-request');
  return null;
}

/** After a form a browser asks for the page anew, so that reloading it sends nothing twice. */
export function goTo(reply: FastifyReply, path: string): FastifyReply {
  return reply.redirect(path, 303);
}
