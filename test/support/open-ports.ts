import type { Port, PortOpener, PortTrouble } from '../../hardware/port.ts';

/** For what a line does at once, on a machine that may be busy. */
export const soon = { timeout: 5_000, interval: 5 };

/** Ports that a test opens and that are closed after it, whatever became of them. */
export function openPorts() {
  const ports: Port[] = [];
  return {
    async open(open: PortOpener): Promise<Port> {
      const opened = await open();
      if (!opened.ok) throw new Error(opened.error);
      ports.push(opened.value);
      return opened.value;
    },
    async closeAll(): Promise<void> {
      await Promise.all(ports.splice(0).map((port) => port.close()));
    },
  };
}

export function heardBy(port: Port): number[] {
  const heard: number[] = [];
  port.onBytes((chunk) => heard.push(...chunk));
  return heard;
}

export function closingsOf(port: Port): PortTrouble[] {
  const closings: PortTrouble[] = [];
  port.onClosed((cause) => closings.push(cause));
  return closings;
}

export const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text));
export const textOf = (bytes: readonly number[]) => Buffer.from(bytes).toString();
