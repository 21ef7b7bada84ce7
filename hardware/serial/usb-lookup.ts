import { SerialPort } from 'serialport';
import { err, ok } from '../../core/lib/result.ts';
import type { Result } from '../../core/lib/result.ts';
import type { UsbIdentity } from '../line-address.ts';
import type { OpeningTrouble } from '../port.ts';

/** A serial line as the operating system lists it. */
export type ListedPort = {
  readonly path: string;
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly manufacturer?: string | undefined;
  /** Which socket it is in. */
  readonly locationId?: string | undefined;
};
export type ListPorts = () => Promise<Result<readonly ListedPort[], 'line-list-unavailable'>>;

/** Pseudo-terminals and names the library does not know (`ttyCH343USB0`) are never listed. */
export const listSerialPorts: ListPorts = () =>
  SerialPort.list().then(ok, () => err('line-list-unavailable'));

/** Where the device is plugged in now. Two of a kind are told apart by their serial numbers, or not at all. */
export function pathOfUsb(
  identity: UsbIdentity,
  ports: readonly ListedPort[],
): Result<string, Extract<OpeningTrouble, 'line-not-there' | 'line-ambiguous'>> {
  const [first, second] = ports.filter((port) => isSame(identity, port));
  if (first === undefined) return err('line-not-there');
  return second === undefined ? ok(first.path) : err('line-ambiguous');
}

function isSame({ vendorId, productId, serialNumber }: UsbIdentity, port: ListedPort): boolean {
  return (
    port.vendorId?.toLowerCase() === vendorId.toLowerCase() &&
    port.productId?.toLowerCase() === productId.toLowerCase() &&
    (serialNumber === undefined || port.serialNumber === serialNumber)
  );
}
