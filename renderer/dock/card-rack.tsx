import type { DockState } from '../../core/contract/dock-calls.ts';
import { demoCards } from '../../core/contract/dock-calls.ts';

const cardNames = {
  resident: ['王秀英的身份证', 'Resident card'],
  moved: ['刘玉梅：搬过家', 'Added address'],
  'rare-name': ['张䶮𠮷：生僻字', 'Rare characters'],
  'hmt-permit': ['陈大文：港澳台居住证', 'HK, Macao, Taiwan'],
  'pr-2017': ['史密斯：旧版永居证', 'Permanent resident 2017'],
  'pr-2023': ['史密斯：五星卡', 'Permanent resident 2023'],
  'english-name': ['只有英文名的五星卡', 'English name only'],
  expired: ['陈福生：身份证过期', 'Expired'],
  'wrong-check-digit': ['赵桂兰：校验位不对', 'Wrong check digit'],
  'unknown-kind': ['林小满：别种证件', 'Unknown kind'],
} as const satisfies Record<(typeof demoCards)[number], readonly [string, string]>;

type CardRackProps = {
  readonly laid: DockState['card'];
  readonly onLay: (card: DockState['card']) => void;
};

export function CardRack({ laid, onLay }: CardRackProps) {
  return (
    <section>
      <h3>
        身份证 <small>Cards</small>
      </h3>
      {demoCards.map((card) => {
        const [chinese, english] = cardNames[card];
        const isLaid = laid === card;
        return (
          <button
            key={card}
            type="button"
            data-dock={`card:${card}`}
            aria-pressed={isLaid}
            onClick={() => onLay(isLaid ? null : card)}
          >
            <span>{chinese}</span>
            <small>{isLaid ? 'laid · click to lift' : english}</small>
          </button>
        );
      })}
    </section>
  );
}
