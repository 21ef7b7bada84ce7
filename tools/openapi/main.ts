import { writeFileSync } from 'node:fs';
import { openApiDocument } from './document.ts';
import { protocolVectors } from './vectors.ts';

const folder = 'docs/protocol';

const help = `npm run openapi                 writes ${folder}/openapi.json from the schemas that hub and kiosk go by
npm run openapi -- --vectors    makes ${folder}/vectors.json anew, with new keys: one of everything that is signed or sealed`;

function write(name: string, content: unknown): void {
  writeFileSync(`${folder}/${name}`, `${JSON.stringify(content, null, 2)}\n`);
  console.log(`wrote ${folder}/${name}`);
}

const args = process.argv.slice(2);
if (args.length === 0) write('openapi.json', openApiDocument());
else if (args.join() === '--vectors') write('vectors.json', await protocolVectors());
else console.log(help);
