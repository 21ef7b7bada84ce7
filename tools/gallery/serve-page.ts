import { readPageFile, requestPath } from '../../host/page-files.ts';
import { answerOnLoopback, type LoopbackServer } from '../rig/loopback-server.ts';

/**
 * The built page on this machine alone; no host answers it.
 *
 * @param port 0 for any
 * @returns null when the port is taken
 */
export function servePage(folder: string, port: number): Promise<LoopbackServer | null> {
  return answerOnLoopback((target) => readPageFile(folder, requestPath(target) ?? '/'), port);
}
