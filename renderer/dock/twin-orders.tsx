import { useState } from 'preact/hooks';
import type { Host } from '../../core/contract/host.ts';
import { deviceNames } from '../../core/devices/states.ts';
import type { DeviceName } from '../../core/devices/states.ts';

/** One line of typing to a device twin, as on `npm run twin`; `help` names its orders and faults. */
export function TwinOrders({ host }: { readonly host: Host }) {
  const [device, setDevice] = useState<DeviceName>('id-card-reader');
  const [words, setWords] = useState('help');
  const [said, setSaid] = useState('');

  async function give(event: Event): Promise<void> {
    event.preventDefault();
    const reply = await host.invoke('dock.order', { device, words });
    setSaid(reply.ok ? reply.value.said : reply.error.code);
  }

  return (
    <section>
      <h3>
        给设备下令 <small>Twin orders</small>
      </h3>
      <form onSubmit={(event) => void give(event)}>
        <select
          aria-label="设备 Device"
          data-dock="order:device"
          value={device}
          onChange={({ currentTarget }) => setDevice(currentTarget.value as DeviceName)}
        >
          {deviceNames.map((name) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        <input
          aria-label="命令 Order"
          data-dock="order:words"
          maxLength={200}
          value={words}
          onInput={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <button type="submit" data-dock="order:give" disabled={words === ''}>
          下令 <small>Order</small>
        </button>
      </form>
      {said !== '' && (
        <pre role="status" data-dock="order:said">
          {said}
        </pre>
      )}
    </section>
  );
}
