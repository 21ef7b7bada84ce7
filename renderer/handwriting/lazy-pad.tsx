import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { ChoiceKey } from '../widgets/choices.tsx';
import type { PadProps } from './handwriting-pad.tsx';

/** Few customers ever write, so the pad is no part of the first load. Without it they can still go on. */
export function LazyPad(props: PadProps) {
  const [Pad, setPad] = useState<ComponentType<PadProps> | null>(null);
  useEffect(() => {
    import('./handwriting-pad.tsx').then(
      ({ HandwritingPad }) => setPad(() => HandwritingPad),
      () => {},
    );
  }, []);
  return Pad === null ? (
    <ChoiceKey choice={props.body.skip} look="choice" act={props.act} />
  ) : (
    <Pad {...props} />
  );
}
