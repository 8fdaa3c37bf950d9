/** A user's data in this browser apart from the session: what would be lost by forgetting it, and its removal. */

import { namesIn } from '../ui/storage';

/** The prefix of the page's keys in `localStorage` and `sessionStorage`; keys of a user's data also name the user. */
const PREFIX = 'skynotes.';

/** Return what the user would lose by signing out now, empty for nothing; `files` is the number waiting to be sent. */
export function lossesOf(store: Storage, owner: string, files: number): string[] {
  const drafts = namesIn(store, `${PREFIX}draft.${owner}.`).map((name) => name.split('.')[3]);
  const typed = drafts.filter((id) => id === 'new').length;
  return [
    counted(typed, 'note that you have not saved', 'notes that you have not saved'),
    counted(drafts.length - typed, 'note with changes that are not saved', 'notes with changes that are not saved'),
    counted(namesIn(store, `${PREFIX}outbox.${owner}.`).length, 'note waiting to be sent', 'notes waiting to be sent'),
    counted(files, 'photo or file waiting to be sent', 'photos or files waiting to be sent'),
  ].filter((loss) => loss !== '');
}

/** Remove a user's data from a store; other users' data stays. */
export function removeTraces(store: Storage, owner: string): void {
  const names = namesIn(store, PREFIX).filter((name) => name.split('.').includes(owner));
  for (const name of names) store.removeItem(name);
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
