import type { Clock } from '../../core/lib/clock.ts';
import { type DeviceLine, tcpAddressIn } from '../line-address.ts';
import type { OpeningTrouble, PortOpener } from '../port.ts';
import { tcpPortOpener } from '../tcp/tcp-port.ts';
import { oneOpening } from './one-opening.ts';
import { openSerialPort, serialPortOpener } from './serial-port.ts';
import { type ListPorts, listSerialPorts, pathOfUsb } from './usb-lookup.ts';

/** @param onRefused hears why an opening failed, each time */
export type OpenLine = (line: DeviceLine, onRefused?: (trouble: OpeningTrouble) => void) => PortOpener;

/** Opens whatever address a site profile may name: path, USB identity or TCP. */
export function lineOpener(clock: Clock, listPorts: ListPorts = listSerialPorts): OpenLine {
  return ({ path: address, ...settings }, onRefused) => {
    if (typeof address === 'string') {
      const tcp = tcpAddressIn(address);
      return tcp === null
        ? serialPortOpener({ path: address, ...settings, clock, onRefused })
        : tcpPortOpener({ ...tcp, clock, onRefused });
    }
    const begin = async () => {
      const listed = await listPorts();
      const found = listed.ok ? pathOfUsb(address, listed.value) : listed;
      return found.ok ? openSerialPort({ path: found.value, ...settings, clock }) : found;
    };
    return oneOpening({ clock, begin, onRefused });
  };
}
