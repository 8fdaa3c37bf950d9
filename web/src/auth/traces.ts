/** What this browser keeps of a person beside their session: what it would be a loss to forget, and its removal. */

import { namesIn } from '../ui/storage';

/** Everything the page keeps in `localStorage` and `sessionStorage` begins like this, and names its owner. */
const PREFIX = 'skynotes.';

/** Say what somebody would lose who signed out now; `files` wait to be sent. Empty for nothing. */
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

/** Remove what a store keeps of this person; what other people have left there is none of theirs. */
export function removeTraces(store: Storage, owner: string): void {
  const names = namesIn(store, PREFIX).filter((name) => name.split('.').includes(owner));
  for (const name of names) store.removeItem(name);
}

function counted(count: number, one: string, many: string): string {
  return count === 0 ? '' : `${count} ${count === 1 ? one : many}`;
}
