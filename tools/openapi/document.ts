import { toJsonSchemaDefs } from '@valibot/to-json-schema';
import * as v from 'valibot';
import {
  chunkSchema,
  envelopeHeaderSchema,
  envelopeSchema,
  receiptSchema,
} from '../../core/records/envelope.ts';
import { answerSchema, errandRecordSchema } from '../../core/records/errand-record.ts';
import { signedTextSchema } from '../../core/records/signed-text.ts';
import { rulesPackSchema } from '../../core/rules/rules-pack.ts';
import { keyAnnouncementSchema } from '../../sync/protocol/key-announcement.ts';
import { namedKeySchema } from '../../sync/protocol/signed-text.ts';
import {
  enrolmentAnswerSchema,
  enrolmentSchema,
  kioskReportSchema,
  uploadAnswerSchema,
  uploadSchema,
  verdictSchema,
} from '../../sync/protocol/wire.ts';

/** Every refusal says one of the codes of docs/protocol/protocol.md. */
const faultSchema = v.object({ error: v.string(), at: v.optional(v.string()) });
const healthSchema = v.object({ takesUploads: v.boolean(), unsafe: v.array(v.string()) });

/** In the order in which a reader meets them; those that are inside others are named there. */
const schemas = {
  Upload: uploadSchema,
  UploadAnswer: uploadAnswerSchema,
  Envelope: envelopeSchema,
  EnvelopeHeader: envelopeHeaderSchema,
  Chunk: chunkSchema,
  KioskReport: kioskReportSchema,
  Verdict: verdictSchema,
  Receipt: receiptSchema,
  SignedText: signedTextSchema,
  KeyAnnouncement: keyAnnouncementSchema,
  NamedKey: namedKeySchema,
  RulesPack: rulesPackSchema,
  Record: errandRecordSchema,
  Answer: answerSchema,
  Enrolment: enrolmentSchema,
  EnrolmentAnswer: enrolmentAnswerSchema,
  Health: healthSchema,
  Fault: faultSchema,
};

const componentPath = '#/components/schemas/';

/** The hub's protocol as OpenAPI 3.1 (its schemas are JSON Schema 2020-12), made from the schemas that the code goes by. */
export function openApiDocument() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Care Kiosk hub',
      version: '2',
      description:
        'What a kiosk and a hub say to each other. What is signed, hashed and sealed, byte for byte, stands in docs/protocol/protocol.md, with vectors beside it.',
    },
    paths: {
      '/v1/enrolments': {
        post: operation(
          'enrol',
          'A one-time code buys a kiosk its identity and the public keys of the hub.',
          {
            body: 'Enrolment',
            answer: 'EnrolmentAnswer',
            refusals: [400, 403, 429],
          },
        ),
      },
      '/v1/records': {
        post: operation('upload', 'Sealed records in, a verdict on each and a signed receipt out.', {
          body: 'Upload',
          answer: 'UploadAnswer',
          refusals: [400, 401, 403, 413, 429, 503],
          headers: uploadHeaders,
        }),
      },
      '/v1/health': {
        get: operation('health', 'Whether uploads are taken.', { answer: 'Health', refusals: [503] }),
      },
    },
    components: {
      schemas: toJsonSchemaDefs(schemas, {
        target: 'draft-2020-12',
        typeMode: 'input',
        // A JSON Schema has no flags: its patterns are read as if they had `u`, and none of ours has another.
        overrideAction: ({ valibotAction, jsonSchema }) =>
          isUnicodePattern(valibotAction)
            ? { ...jsonSchema, pattern: valibotAction.requirement.source }
            : null,
        overrideRef: ({ referenceId }) => `${componentPath}${referenceId}`,
      }),
    },
  };
}

type UnicodePattern = v.RegexAction<string, v.ErrorMessage<v.RegexIssue<string>> | undefined>;

function isUnicodePattern(action: { readonly type: string }): action is UnicodePattern {
  return action.type === 'regex' && (action as UnicodePattern).requirement.flags === 'u';
}

type SchemaName = keyof typeof schemas;

function operation(
  operationId: string,
  summary: string,
  parts: {
    readonly body?: SchemaName;
    readonly answer: SchemaName;
    readonly refusals: readonly (keyof typeof refusalWords)[];
    /** By name, what each holds; all of them are needed. */
    readonly headers?: Readonly<Record<string, string>>;
  },
) {
  const refusals = parts.refusals.map((status) => [status, answered(refusalWords[status], 'Fault', status)]);
  return {
    operationId,
    summary,
    ...(parts.headers === undefined ? {} : { parameters: Object.entries(parts.headers).map(headerNeeded) }),
    ...(parts.body === undefined ? {} : { requestBody: { required: true, content: json(parts.body) } }),
    responses: { 200: answered('Done.', parts.answer), ...Object.fromEntries(refusals) },
  };
}

const uploadHeaders = {
  'Content-Digest': 'SHA-256 of the body (RFC 9530).',
  'Signature-Input': 'What is signed, and by which key (RFC 9421).',
  Signature: 'Ed25519 by that key (RFC 9421). The spelling of all three stands in protocol.md.',
} as const;

function headerNeeded([name, description]: readonly [string, string]) {
  return { name, in: 'header', required: true, description, schema: { type: 'string' } };
}

const refusalWords = {
  400: 'Not JSON, or JSON of another shape; `at` names the places.',
  401: 'Neither the device nor its branch hub signed these very bytes.',
  403: 'An enrolment code or a kiosk that this hub does not know.',
  413: 'Too large.',
  429: 'Too often; come again after Retry-After.',
  503: 'Busy, stopping, or not durable: nothing was taken; come again after Retry-After. Never counts as a failed attempt.',
} as const;

const retryAfter = {
  'Retry-After': {
    description: 'Seconds; the authority on when to come again.',
    schema: { type: 'integer' },
  },
};

function answered(description: string, schema: SchemaName, status = 200) {
  const headers = status === 429 || status === 503 ? { headers: retryAfter } : {};
  return { description, ...headers, content: json(schema) };
}

function json(schema: SchemaName) {
  return { 'application/json': { schema: { $ref: `${componentPath}${schema}` } } };
}
