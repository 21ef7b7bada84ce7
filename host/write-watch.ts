import type { Clock } from '../core/lib/clock.ts';
import type { DiskRoom } from './disk-room.ts';
import type { IntakeGate } from './intake.ts';
import type { Journal } from './journal/journal.ts';
import type { JournalWrite } from './journal/keep.ts';

/** Two failures in a row are no accident. */
const mostFailures = 2;
/** While the intake is closed nobody writes: it is tried so often whether the disk takes lines again. */
const probeEveryMs = 30_000;

/**
 * Closes the intake while the journal cannot be written, and opens it with the first line that it takes. What is under
 * way may still be appended.
 */
export function watchWrites(
  clock: Clock,
  intake: IntakeGate,
  room: Pick<DiskRoom, 'noteFull' | 'noteWritten'>,
) {
  let failures = 0;
  let attached: Journal | null = null;
  let cancel: (() => void) | null = null;

  function probeSoon(): void {
    cancel ??= clock.after(probeEveryMs, () => {
      cancel = null;
      void attached?.probe();
    });
  }

  return {
    hear(write: JournalWrite): void {
      if (write.ok) {
        failures = 0;
        intake.open('journal-failed');
        return room.noteWritten(write.value);
      }
      failures += 1;
      if (write.error.code === 'disk-full') room.noteFull();
      if (failures < mostFailures) return;
      intake.close('journal-failed');
      probeSoon();
    },
    attach(journal: Journal): void {
      attached = journal;
    },
    stop: () => cancel?.(),
  };
}
