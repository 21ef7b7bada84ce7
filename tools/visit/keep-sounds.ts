import type { Page, Response } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** Keeps every sound that the page fetches, numbered in the order of fetching. */
export function keepSounds(page: Page, folder: string): { readonly done: () => Promise<void> } {
  const seen = new Set<string>();
  let keeping = mkdir(folder, { recursive: true }).then(() => {});

  page.on('response', (response: Response) => {
    const { pathname } = new URL(response.url());
    if (!/\/voice\/.+\.(wav|opus|ogg)$/.test(pathname) || seen.has(pathname)) return;
    seen.add(pathname);
    const number = String(seen.size).padStart(3, '0');
    // A media element asks for ranges; the whole file is fetched once more beside it, while it is still there.
    const whole = page.request.get(response.url());
    keeping = keeping.then(async () => {
      const answer = await whole;
      if (answer.ok())
        await writeFile(path.join(folder, `${number}-${path.basename(pathname)}`), await answer.body());
    });
  });

  return { done: () => keeping };
}
