import type { Act } from '../customer/act.ts';
import { titleId } from '../customer/title-id.ts';
import { usePress } from './use-press.ts';

/** The whole screen is the key: nobody has to find anything to begin. Its name is the invitation itself. */
export function Wake({ act }: { readonly act: (act: Act) => void }) {
  const { handlers } = usePress('wake', () => act({ did: 'touch' }));
  return <button type="button" class="key wake" data-key="wake" aria-labelledby={titleId} {...handlers} />;
}
