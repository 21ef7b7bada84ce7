import type { Known } from './known.ts';
import type { Rule } from './rule.ts';

/** Whether `old` is a record that a new one of the same customer may take the place of. */
export function maySupersede(subject: Known, old: Known): boolean {
  return (
    old.person === subject.person &&
    (old.state === 'rejected' || old.state === 'needs-info' || old.state === 'superseded')
  );
}

/** It says that it takes the place of a record that was sent back: there must be such a one. */
export const resubmission: Rule = {
  id: 'resubmission',
  judge({ subject, others }) {
    if (subject.supersedes === null) return null;
    const names = subject.supersedes;
    const old = others.find(({ slipNumber }) => slipNumber === names);
    // A stranger's record is as good as none: nobody learns here what state it is in.
    if (old === undefined || old.person !== subject.person)
      return { state: 'needs-info', reason: 'supersedes-unknown', names };
    return maySupersede(subject, old)
      ? null
      : { state: 'needs-info', reason: 'supersedes-not-sent-back', names };
  },
};
