/** Corrections of dates with their effects on the page: they show at once, and can be undone. */
import { photosText } from '#text/photos';
import { changeFile, countInWords, patchFile } from '../files/actions';
import { catalogue } from '../files/sharedCatalogue';
import { applyCorrections, type DateChange, type CorrectionResult, type DateCorrection } from '../files/dateCorrection';
import { errorMessage } from '../ui/errorMessages';
import { toast } from '../ui/toast';

/** Send the change of each photo, and offer to undo what was done. */
export async function correctDates(
  photos: readonly DateCorrection[],
  change: DateChange,
  onProgress?: () => void,
): Promise<CorrectionResult> {
  const client = { patch: patchFile, read: (id: string) => catalogue.read(id) };
  const result = await applyCorrections(photos, change, client, onProgress);
  const { done } = result;
  if (done.length) {
    const { changed, changedOfSeveral } = photosText.date;
    const words = done.length === 1 ? changed : changedOfSeveral(countInWords(done.map(({ after }) => after)));
    toast(words, { undo: () => void undo(done) });
  }
  return result;
}

/** Restore the dates from before; a date that was changed since stays. */
async function undo(done: CorrectionResult['done']): Promise<void> {
  const files = done.filter(({ after }) => catalogue.get(after.id)?.taken_at === after.taken_at);
  const undone = files.map(async ({ before: { id, taken_at, taken_offset } }) => {
    await changeFile(id, { taken_at, taken_offset });
  });
  const failed = (await Promise.allSettled(undone)).find((result) => result.status === 'rejected');
  if (failed) toast(errorMessage(failed.reason), { kind: 'error' });
}
