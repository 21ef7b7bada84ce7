import type { LetterPad } from '../../core/journeys/screen.ts';
import { SpokenLine } from '../customer/spoken-line.tsx';
import { Key } from '../widgets/key.tsx';

type CandidateKeysProps = {
  readonly offered: LetterPad['offered'];
  readonly choose: (offered: LetterPad['offered'][number]) => void;
};

/** A large key a character; none is taken that was not pressed. */
export function CandidateKeys({ offered, choose }: CandidateKeysProps) {
  return (
    <ul class="candidates">
      {offered.map((one) => (
        <li key={one.character}>
          <Key name={`candidate:${one.character}`} look="candidate" onPress={() => choose(one)}>
            <SpokenLine line={one.label} />
          </Key>
        </li>
      ))}
    </ul>
  );
}
