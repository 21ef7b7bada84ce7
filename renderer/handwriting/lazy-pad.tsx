import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ChoiceKey } from '../widgets/choices.tsx';
import type { PadProps } from './handwriting-pad.tsx';

let loaded: ComponentType<PadProps> | null = null;

/** Rejects where its file cannot be had. */
export async function loadPad(): Promise<ComponentType<PadProps>> {
  loaded ??= (await import('./handwriting-pad.tsx')).HandwritingPad;
  return loaded;
}

/** Few customers ever write, so the pad is no part of the first load. Without it they can still go on. */
export function LazyPad(props: PadProps) {
  const [Pad, setPad] = useState(() => loaded);
  useEffect(() => {
    loadPad().then(
      (pad) => setPad(() => pad),
      () => {},
    );
  }, []);
  return Pad === null ? (
    <ChoiceKey choice={props.body.skip} look="choice" act={props.act} />
  ) : (
    <Pad {...props} />
  );
}
