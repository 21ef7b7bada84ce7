import { hash } from 'node:crypto';
import * as v from 'valibot';
import type { Clock } from '../../core/lib/clock.ts';
import { err, ok, type Result } from '../../core/lib/result.ts';
import type { SignedText } from '../../core/records/signed-text.ts';
import { introductionAnswerSchema, type IntroductionAnswer } from '../../sync/protocol/introduction.ts';
import { signUpload, uploadPath } from '../../sync/protocol/upload-signature.ts';
import { uploadAnswerSchema, type Upload, type UploadAnswer } from '../../sync/protocol/wire.ts';
import type { HubKeys } from '../keys/hub-keys.ts';

/**
 * Why the head office did not take something. `unreachable`: no line or no answer in time. `busy`: it asks for patience.
 * `unknown`: it does not know the kiosk, or not this branch. `not-signed`: it knows the kiosk by another branch key.
 * `refused`: any other answer.
 */
export type HeadOfficeTrouble = {
  readonly code: 'unreachable' | 'busy' | 'unknown' | 'not-signed' | 'refused';
  /** From `Retry-After`; null when it said nothing. */
  readonly retryAfterMs: number | null;
};

/** The hub above this one, reached by the protocol that kiosks use. */
export type HeadOffice = {
  readonly upload: (upload: Upload) => Promise<Result<UploadAnswer, HeadOfficeTrouble>>;
  /** Whether anything answers there. */
  readonly isReachable: () => Promise<boolean>;
  readonly introduce: (signed: SignedText) => Promise<Result<IntroductionAnswer, HeadOfficeTrouble>>;
};

const deadlineMs = 30_000;

/** @param keys uploads are signed by its receipt key, which the head office trusts */
export function headOfficeAt(url: string, clock: Clock, keys: Pick<HubKeys, 'receipt'>): HeadOffice {
  return {
    upload(upload) {
      const body = JSON.stringify(upload);
      const { id: keyId, sign } = keys.receipt;
      const signature = signUpload(hash('sha256', body, 'buffer'), { keyId, sign });
      return post(clock, new URL(uploadPath, url).href, { body, headers: signature }, uploadAnswerSchema);
    },
    async isReachable() {
      const { signal, cancel } = bounded(clock);
      try {
        const { body } = await fetch(new URL('/v1/health', url), { redirect: 'error', signal });
        await body?.cancel();
        return true;
      } catch {
        return false;
      } finally {
        cancel();
      }
    },
    introduce: (signed) =>
      post(
        clock,
        new URL('/v1/introductions', url).href,
        { body: JSON.stringify(signed) },
        introductionAnswerSchema,
      ),
  };
}

function bounded(clock: Clock): { readonly signal: AbortSignal; readonly cancel: () => void } {
  const abort = new AbortController();
  return { signal: abort.signal, cancel: clock.after(deadlineMs, () => abort.abort()) };
}

async function post<S extends v.GenericSchema>(
  clock: Clock,
  url: string,
  { body, headers = {} }: { readonly body: string; readonly headers?: Readonly<Record<string, string>> },
  schema: S,
): Promise<Result<v.InferOutput<S>, HeadOfficeTrouble>> {
  const { signal, cancel } = bounded(clock);
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      redirect: 'error',
      signal,
    });
    const text = await response.text();
    if (response.status !== 200) return err(troubleOf(response));
    const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
    return answer.success ? ok(answer.output) : err({ code: 'refused', retryAfterMs: null });
  } catch {
    // Why a line failed has no end of names; all of them mean the same to what waits here.
    return err({ code: 'unreachable', retryAfterMs: null });
  } finally {
    cancel();
  }
}

function troubleOf({ status, headers }: Response): HeadOfficeTrouble {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  const retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : null;
  if (status === 429 || status === 503) return { code: 'busy', retryAfterMs };
  if (status === 401) return { code: 'not-signed', retryAfterMs };
  return { code: status === 403 ? 'unknown' : 'refused', retryAfterMs };
}
