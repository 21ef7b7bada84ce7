import type { TestHub } from './test-hub.ts';

export const staffToken = 'a-long-staff-token';

/** What a browser sends along once its user has given the staff token. */
export const asStaff = { authorization: `Basic ${Buffer.from(`staff:${staffToken}`).toString('base64')}` };

/** An employee's browser at the hub's pages. */
export type StaffDesk = {
  readonly read: (path: string) => Promise<string>;
  /** Of a slip, as a program is told it. */
  readonly standing: (number: string) => Promise<{ readonly at: string }>;
  /** Fills in and sends the form on `page` that posts to `action`; the answer, not followed. */
  readonly send: (
    page: string,
    action: string,
    fields: Readonly<Record<string, string>>,
  ) => Promise<Response>;
};

export function staffDesk({ url }: Pick<TestHub, 'url'>): StaffDesk {
  async function read(path: string): Promise<string> {
    const answer = await fetch(`${url}${path}`, { headers: asStaff });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer.text();
  }

  return {
    read,
    async standing(number) {
      const { standing } = JSON.parse(await read(`/v1/slips/${number}`)) as { standing: { at: string } };
      return standing;
    },
    async send(page, action, fields) {
      const token = tokenIn(await read(page), action);
      return sendForm(`${url}${action}`, { ...fields, token }, { origin: url });
    },
  };
}

export function tokenIn(page: string, action: string): string {
  const form = page.split('<form ').find((part) => part.includes(`action="${action}"`));
  const token = /name="token" value="([\w-]+)"/.exec(form ?? '')?.[1];
  if (token === undefined) throw new Error(`no form for ${action}`);
  return token;
}

export function sendForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { ...asStaff, ...headers },
    body: new URLSearchParams(fields),
    redirect: 'manual',
  });
}
