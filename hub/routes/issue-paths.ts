import * as v from 'valibot';

/** Where it went wrong, never what stood there: the value may be personal. */
export function issuePaths(issues: readonly v.BaseIssue<unknown>[]): string {
  return issues.map((issue) => v.getDotPath(issue) ?? issue.type).join(' ');
}
