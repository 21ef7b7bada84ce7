import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Input } from '../../core/contract/calls.ts';
import type { DockState } from '../../core/contract/dock-calls.ts';
import type { Host } from '../../core/contract/host.ts';

export type DockChange = Input<'dock.set'>;

/** The twins as they stand, and the way to move them. `trouble` names the last call that failed. */
export function useDock(host: Host) {
  const [state, setState] = useState<DockState | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);

  const take = useCallback((reply: Awaited<ReturnType<Host['invoke']>>) => {
    if (reply.ok) setState(reply.value as DockState);
    setTrouble(reply.ok ? null : reply.error.code);
  }, []);
  useEffect(() => {
    void host.invoke('dock.state', {}).then(take);
    return host.on('dock', setState);
  }, [host, take]);
  const set = useCallback(
    (change: DockChange) => void host.invoke('dock.set', change).then(take),
    [host, take],
  );

  return { state, set, trouble };
}
