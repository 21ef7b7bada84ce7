import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** kB (1000 bytes) of JavaScript, gzip level 9, that the page needs before its first screen: all static imports. */
export async function firstLoadGzipKb(pageFolder: string): Promise<number> {
  const page = await readFile(path.join(pageFolder, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map((match) => match[1] ?? '');
  const needed = new Set<string>();
  for (const script of scripts) await follow(pageFolder, script, needed);
  let bytes = 0;
  for (const script of needed) {
    bytes += gzipSync(await readFile(path.join(pageFolder, script)), { level: 9 }).length;
  }
  return Math.round(bytes / 100) / 10;
}

/** `import x from "./y.js"` and `import "./y.js"`; an `import()` is fetched later and does not count. */
const staticImport = /(?:^|[;}\s])import\s*(?:[\w*{}\s,$]+from\s*)?["']\.\/([^"']+\.js)["']/g;

async function follow(folder: string, script: string, needed: Set<string>): Promise<void> {
  if (needed.has(script)) return;
  needed.add(script);
  const source = await readFile(path.join(folder, script), 'utf8');
  for (const [, imported = ''] of source.matchAll(staticImport)) {
    await follow(folder, path.posix.join(path.posix.dirname(script), imported), needed);
  }
}
