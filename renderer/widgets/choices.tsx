import type { Choice } from '../../core/journeys/screen.ts';
import type { Act } from '../customer/act.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from './key.tsx';
import { Picture } from './pictures/picture.tsx';

type ChoicesProps = { readonly choices: readonly Choice[]; readonly act: (act: Act) => void };

/** One large key a choice, picture first. */
export function Choices({ choices, act }: ChoicesProps) {
  return (
    <ul
      class="choices"
      data-few={choices.length <= 3 ? '' : undefined}
      data-many={choices.length > 3 ? '' : undefined}
    >
      {choices.map((choice) => (
        <li key={choice.id}>
          <ChoiceKey choice={choice} look="choice" act={act} />
        </li>
      ))}
    </ul>
  );
}

type ChoiceKeyProps = {
  readonly choice: Choice;
  readonly look: string;
  readonly act: (act: Act) => void;
};

export function ChoiceKey({ choice, look, act }: ChoiceKeyProps) {
  return (
    <Key
      name={`choice:${choice.id}`}
      tone={choice.tone}
      look={look}
      onPress={() => act({ did: 'choose', choice: choice.id })}
    >
      {choice.picture !== null && <Picture name={choice.picture} />}
      <span class="words">
        <SpokenLine line={choice.label} />
        {choice.note !== undefined && (
          <span class="note">
            <SpokenLine line={choice.note} />
          </span>
        )}
      </span>
    </Key>
  );
}
