import { useEffect, useState } from 'preact/hooks';
import type { Host } from '../../core/contract/host.ts';

/** The newest slip as the printer twin put it on paper. */
export function SlipTray({ host, count }: { readonly host: Host; readonly count: number }) {
  const [svg, setSvg] = useState<string | null>(null);
  useEffect(() => {
    if (count === 0) return undefined;
    let isStale = false;
    void host.invoke('dock.slip', { index: 0 }).then((reply) => {
      if (!isStale && reply.ok) setSvg(reply.value.svg);
    });
    return () => {
      isStale = true;
    };
  }, [host, count]);
  return (
    <section data-dock="slips">
      <h3>
        凭条 <small>{`Slips: ${count}`}</small>
      </h3>
      {/* As a picture, so that nothing in it can run. */}
      {svg !== null && (
        <img src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`} alt="最近一张凭条 newest slip" />
      )}
    </section>
  );
}
