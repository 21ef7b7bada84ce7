import { journeyMap } from './journey-map.ts';
import { walk } from './walk.ts';

process.stdout.write(journeyMap(walk()));
