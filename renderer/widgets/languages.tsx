import { languages } from '../../core/strings/language.ts';
import type { Act } from '../customer/act.ts';
import { fixedLines } from '../customer/fixed-lines.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from './key.tsx';

/** Each language is named in itself, so that whoever can read it finds it. */
export function Languages({ act }: { readonly act: (act: Act) => void }) {
  return (
    <ul class="choices" data-few="">
      {languages.map((language) => (
        <li key={language}>
          <Key
            name={`language:${language}`}
            look="choice"
            lang={language}
            onPress={() => act({ did: 'choose-language', language })}
          >
            <SpokenLine line={fixedLines.languageName} language={language} />
          </Key>
        </li>
      ))}
    </ul>
  );
}
