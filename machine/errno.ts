/** The system's own code of a failure, such as `ENOSPC`; never a path. */
export function errnoOf(cause: unknown): string {
  return cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
}
