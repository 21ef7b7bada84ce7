import type { Persona } from '../persona.ts';
import { blind } from './blind.ts';
import { deaf } from './deaf.ts';
import { hurried } from './hurried.ts';
import { lowVision } from './low-vision.ts';
import { seated } from './seated.ts';
import { slow } from './slow.ts';
import { tremor } from './tremor.ts';

export const personas: readonly Persona[] = [lowVision, blind, deaf, tremor, slow, seated, hurried];
