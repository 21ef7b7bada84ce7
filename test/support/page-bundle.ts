import path from 'node:path';
import { build, type Rolldown } from 'vite';

/** A page's script as one text, made of a file of `test/support` as the kiosk's own page is made. */
export async function bundlePage(file: string): Promise<string> {
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'chrome140',
      lib: { entry: path.join(import.meta.dirname, file), formats: ['es'], fileName: 'page' },
    },
  })) as readonly Rolldown.RolldownOutput[];
  return built[0]!.output[0].code;
}
