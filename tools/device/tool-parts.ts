import type { Clock } from '../../core/lib/clock.ts';
import type { PcscPlace } from '../../host/device-parts.ts';
import type { OpenLine } from '../../hardware/serial/open-line.ts';
import type { ListPorts } from '../../hardware/serial/usb-lookup.ts';

/** What the tool needs of the machine it runs on. */
export type ToolParts = {
  readonly clock: Clock;
  readonly openLine: OpenLine;
  readonly listPorts: ListPorts;
  readonly pcsc: PcscPlace;
  readonly say: (text: string) => void;
  /** Appends a line to a file of the technician's. */
  readonly write: (path: string, line: string) => void;
  /** Resolves when the person has had enough. */
  readonly interrupted: Promise<void>;
};

/** What a command ends with: the exit code, and the one JSON object of its last line. */
export type Ending = { readonly code: 0 | 1; readonly summary: Readonly<Record<string, unknown>> };
