import type { ReadonlySignal } from '@preact/signals';
import type { Caption } from '../voice/captions.ts';
import { SpokenLine } from './spoken-line.tsx';

/**
 * What is being said, word for word (EN 301 549 §5.1.5). The sentences of the screen light up besides; here also stands
 * what is said and is on no screen: a key that was felt, a change of the voice. Assistive technology has heard it.
 */
export function CaptionStrip({ caption }: { readonly caption: ReadonlySignal<Caption | null> }) {
  const { value: now } = caption;
  return (
    <div class="caption" aria-hidden="true">
      {now !== null && (
        <div lang={now.language}>
          <p data-caption="">{now.text}</p>
          {now.notice !== null && (
            <p class="notice">
              <SpokenLine line={now.notice} language={now.language} />
            </p>
          )}
        </div>
      )}
    </div>
  );
}
