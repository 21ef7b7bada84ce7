import { build, type Rolldown } from 'vite';

/** One file and all that it imports as one script for a page, made as the kiosk's own page is. */
export async function bundle(entry: string, format: 'es' | 'iife'): Promise<string> {
  const built = (await build({
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'chrome140',
      lib: { entry, formats: [format], name: 'bundle', fileName: 'bundle' },
    },
  })) as readonly Rolldown.RolldownOutput[];
  const code = built[0]?.output[0].code;
  if (code === undefined) throw new Error(`${entry} could not be bundled`);
  return code;
}
