import type { ComponentChildren } from 'preact';
import type { Language } from '../../core/strings/language.ts';
import type { StageSize } from './stage-size.ts';

/** 标准, 大 (the default, also after each customer) and 特大; main text of 10.1, 12.1 and 14 mm. */
export const textSizes = ['standard', 'large', 'extra'] as const;
export type TextSize = (typeof textSizes)[number];

type StageProps = {
  readonly size: StageSize;
  readonly textSize: TextSize;
  readonly language: Language;
  /** A finger or a key went down, wherever. */
  readonly onTouch: () => void;
  readonly children: ComponentChildren;
};

/** The glass: as large as fits, in millimetres, in one language; never scrolls, zooms or opens a menu. */
export function Stage({ size, textSize, language, onTouch, children }: StageProps) {
  return (
    <div
      class="stage"
      lang={language}
      data-orientation={size.orientation}
      data-size={textSize}
      style={{
        '--px-per-mm': size.pxPerMm,
        width: `${size.widthPx}px`,
        height: `${size.heightPx}px`,
      }}
      onPointerDownCapture={onTouch}
      onKeyDownCapture={onTouch}
      onContextMenu={(event) => event.preventDefault()}
    >
      {children}
    </div>
  );
}
