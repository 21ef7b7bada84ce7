import { writeFileSync } from 'node:fs';
import { journeyMap } from './journey-map.ts';
import { walk } from './walk.ts';

const file = 'docs/journeys.md';

writeFileSync(file, journeyMap(walk()));
console.log(`drew ${file}`);
