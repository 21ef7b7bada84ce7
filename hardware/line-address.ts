import type { LineSettings } from './line-settings.ts';

/** What a USB device says of itself: hexadecimal ids as `lsusb` shows them, and its own number where it has one. */
export type UsbIdentity = {
  readonly vendorId: string;
  readonly productId: string;
  readonly serialNumber?: string | undefined;
};

/**
 * Where a device hangs: a path (`/dev/care-kiosk/printer`, `COM3`), a terminal server's port (`tcp://10.0.0.5:4001`),
 * or a USB identity, which is looked up at each opening and so survives another socket and another number.
 */
export type LineAddress = string | UsbIdentity;

/** A line as the site profile names it. */
export type DeviceLine = LineSettings & { readonly path: LineAddress };

export type TcpAddress = { readonly host: string; readonly port: number };

/** Null for a path that is none. IPv6 hosts stand in brackets: `tcp://[::1]:4001`. */
export function tcpAddressIn(path: string): TcpAddress | null {
  const [, bracketed, plain, digits] =
    /^tcp:\/\/(?:\[([\da-f:]+)\]|([^\s/:@]+)):(\d{1,5})$/i.exec(path) ?? [];
  const host = bracketed ?? plain;
  const port = Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? null : { host, port };
}

/** For people, and to see whether two devices name the same line. */
export function addressText(address: LineAddress): string {
  if (typeof address === 'string') return address;
  const { vendorId, productId, serialNumber } = address;
  const ids = `usb ${vendorId}:${productId}`.toLowerCase();
  return serialNumber === undefined ? ids : `${ids} ${serialNumber}`;
}
