import type { ComponentType } from 'preact';
import type { PictureName } from '../../../core/journeys/screen.ts';
import { Accident, Hands, Heart, Illness, Leave, People, Person, Speech } from './people.tsx';
import {
  ArrowLeft,
  ArrowRight,
  Check,
  Cross,
  Faster,
  Louder,
  Question,
  Quieter,
  Repeat,
  Slower,
} from './signs.tsx';
import {
  Bell,
  Calendar,
  Clock,
  Hospital,
  House,
  IdCard,
  IdCardTrouble,
  LanguageSign,
  MapSheet,
  Paper,
  Pencil,
  Phone,
  Printer,
  PrinterTrouble,
  Shield,
  Wait,
} from './things.tsx';

const pictures: Readonly<Record<PictureName, ComponentType>> = {
  hands: Hands,
  'id-card': IdCard,
  'id-card-trouble': IdCardTrouble,
  person: Person,
  people: People,
  phone: Phone,
  house: House,
  calendar: Calendar,
  map: MapSheet,
  illness: Illness,
  accident: Accident,
  hospital: Hospital,
  heart: Heart,
  speech: Speech,
  shield: Shield,
  paper: Paper,
  printer: Printer,
  'printer-trouble': PrinterTrouble,
  check: Check,
  cross: Cross,
  clock: Clock,
  bell: Bell,
  wait: Wait,
  leave: Leave,
  language: LanguageSign,
  pencil: Pencil,
  question: Question,
  'arrow-left': ArrowLeft,
  'arrow-right': ArrowRight,
  repeat: Repeat,
  slower: Slower,
  faster: Faster,
  quieter: Quieter,
  louder: Louder,
};

/** A drawing by name; always beside the words that say the same. */
export function Picture({ name }: { readonly name: PictureName }) {
  const Drawn = pictures[name];
  return <Drawn />;
}
