import type { Body } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { languageKeysOf } from '../customer/language-keys.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from './key.tsx';

type LanguagesProps = {
  readonly body: Extract<Body, { readonly kind: 'languages' }>;
  readonly act: (act: Act) => void;
};

/** Each language is named in itself, so that whoever can read it finds it. */
export function Languages({ body, act }: LanguagesProps) {
  return (
    <ul class="choices" data-few="">
      {languageKeysOf(body).map(({ name, line, language, act: what }) => (
        <li key={name}>
          <Key name={name} look="choice" lang={language} onPress={() => act(what)}>
            <SpokenLine line={line} language={language} />
          </Key>
        </li>
      ))}
    </ul>
  );
}
