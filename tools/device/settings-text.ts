import type { LineSettings } from '../../hardware/line-settings.ts';

/** `115200 8N1`, and the flow control where there is any. */
export function settingsText({ baudRate, dataBits, parity, stopBits, flow }: LineSettings): string {
  const frame = `${baudRate} ${dataBits}${parity.charAt(0).toUpperCase()}${stopBits}`;
  return flow === 'none' ? frame : `${frame} ${flow}`;
}
