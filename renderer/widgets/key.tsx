import type { ComponentChildren } from 'preact';
import { usePress } from './use-press.ts';

type KeyProps = {
  /** Unique on its screen. */
  readonly name: string;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
  readonly tone?: 'primary' | 'plain' | 'quiet' | undefined;
  /** Class beside `key`, for its shape. */
  readonly look?: string;
  readonly disabled?: boolean;
  /** Of a key that is on or off. */
  readonly pressed?: boolean | undefined;
  /** Where the key speaks another language than its screen. */
  readonly lang?: string;
};

/** A large key with words on it; see `usePress` for how it feels. */
export function Key({
  name,
  onPress,
  children,
  tone = 'plain',
  look = '',
  disabled = false,
  pressed,
  lang,
}: KeyProps) {
  const { isDown, isWalkedTo, handlers } = usePress(name, onPress);
  return (
    <button
      type="button"
      class={`key ${look}`.trim()}
      data-key={name}
      data-tone={tone}
      data-primary={tone === 'primary' ? '' : undefined}
      data-down={isDown ? '' : undefined}
      data-walked={isWalkedTo ? '' : undefined}
      disabled={disabled}
      aria-pressed={pressed}
      lang={lang}
      {...handlers}
    >
      {children}
    </button>
  );
}
