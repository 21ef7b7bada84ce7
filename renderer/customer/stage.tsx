import type { ComponentChildren } from 'preact';
import type { Language } from '../../core/strings/language.ts';
import type { Look } from './look.ts';
import type { StageSize } from './stage-size.ts';

type StageProps = {
  readonly size: StageSize;
  readonly look: Look;
  readonly language: Language;
  /** A finger or a key went down, wherever. */
  readonly onTouch: () => void;
  readonly children: ComponentChildren;
};

/** The glass: as large as fits, in millimetres, in one language; never scrolls, zooms or opens a menu. */
export function Stage({ size, look, language, onTouch, children }: StageProps) {
  return (
    <div
      class="stage"
      lang={language}
      data-orientation={size.orientation}
      data-layout={size.layout}
      data-size={look.textSize}
      data-contrast={look.contrast}
      data-zoom={size.zoom}
      style={{
        '--px-per-mm': size.pxPerMm,
        '--out-of-reach': `${size.outOfReachPx}px`,
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
