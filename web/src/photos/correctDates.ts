/** Corrections of dates with their effects on the page: they show at once, and can be undone. */
import { change as changeFile, named, patched } from '../files/actions';
import { catalogue } from '../files/catalogue';
import { redate, type DateChange, type Outcome, type Redating } from '../files/redating';
import { wordsFor } from '../ui/errorWords';
import { toast } from '../ui/toast';

/** Send the change of each photo, and offer to undo what was done. */
export async function correctDates(
  photos: readonly Redating[],
  change: DateChange,
  onProgress?: () => void,
): Promise<Outcome> {
  const client = { patch: patched, read: (id: string) => catalogue.read(id) };
  const outcome = await redate(photos, change, client, onProgress);
  const { done } = outcome;
  if (done.length) {
    const whose = done.length === 1 ? 'Date changed' : `Date of ${named(done.map(({ after }) => after))} changed`;
    toast(whose, { undo: () => void undo(done) });
  }
  return outcome;
}

/** Restore the dates from before; a date that was changed since stays. */
async function undo(done: Outcome['done']): Promise<void> {
  const files = done.filter(({ after }) => catalogue.get(after.id)?.taken_at === after.taken_at);
  const undone = files.map(async ({ before: { id, taken_at, taken_offset } }) => {
    await changeFile(id, { taken_at, taken_offset });
  });
  const failed = (await Promise.allSettled(undone)).find((result) => result.status === 'rejected');
  if (failed) toast(wordsFor(failed.reason), { kind: 'error' });
}
