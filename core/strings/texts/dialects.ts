import { entry } from '../entry.ts';

/** The dialects a customer may be spoken to in, by the name they give themselves, and what is said of a stand-in. */
export const dialectTexts = {
  'dialect.cantonese': entry('广东话', '廣東話', 'Cantonese'),
  'dialect.min-nan': entry('闽南话', '閩南話', 'Min Nan'),
  'dialect.hakka': entry('客家话', '客家話', 'Hakka'),
  'dialect.shanghai': entry('上海话', '上海話', 'Shanghainese'),
  /** The spoken form of the text language, which is heard while no dialect is chosen. */
  'dialect.standard': entry('普通话', '國語', 'Mandarin'),
  /** Said in the dialect that has just been chosen, or in the standard language that has come back. */
  'dialect.now': entry(
    '好的，现在说{dialect}。',
    '好的，現在說{dialect}。',
    'All right, I speak {dialect} now.',
  ),
  /** Where a dialect has no recording of a sentence: the whole sentence comes in the standard language. */
  'dialect.standard-instead': entry(
    '这一句用普通话说。',
    '這一句用國語說。',
    'This sentence comes in the standard language.',
  ),
} as const;
