// node tools/run.mjs <tool> [arguments]: brings the programs up to date and runs dist/tools/<tool>.js
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';

const [tool, ...args] = process.argv.slice(2);
const tools = readdirSync('tools').filter((name) => existsSync(`tools/${name}/main.ts`));
if (!tools.includes(tool)) {
  console.error(`usage: node tools/run.mjs <${tools.join('|')}> [arguments]`);
  process.exit(2);
}
/** Tools that open the kiosk's page need it, and mostly its voice; the others only the programs. */
const partsOf = {
  visit: ['all'],
  bench: ['all'],
  personas: ['all'],
  conformance: ['all'],
  gallery: ['node', 'page'],
};
const parts = partsOf[tool] ?? ['node'];
const built = spawnSync(process.execPath, ['tools/build.mjs', ...parts, '--if-stale'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);

const child = spawn(process.execPath, [`dist/tools/${tool}.js`, ...args], { stdio: 'inherit' });
// Ctrl-C reaches the tool as well; it is the tool that decides when all is stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
