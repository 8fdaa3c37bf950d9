/** A user's data in this browser apart from the session: what would be lost by forgetting it, and its removal. */

import { accountText } from '#text/account';
import { keysWithPrefix } from '../ui/storage';

const text = accountText.signOutWarning;

/** The prefix of the page's keys in `localStorage` and `sessionStorage`; keys of a user's data also name the user. */
const PREFIX = 'skynotes.';

/** Return what the user would lose by signing out now, empty for nothing; `files` is the number waiting to be sent. */
export function unsavedWork(store: Storage, owner: string, files: number): string[] {
  const drafts = keysWithPrefix(store, `${PREFIX}draft.${owner}.`).map((name) => name.split('.')[3]);
  const newDrafts = drafts.filter((id) => id === 'new').length;
  const work: [count: number, words: (count: number) => string][] = [
    [newDrafts, text.unsavedNotes],
    [drafts.length - newDrafts, text.changedNotes],
    [keysWithPrefix(store, `${PREFIX}outbox.${owner}.`).length, text.waitingNotes],
    [files, text.waitingFiles],
  ];
  return work.flatMap(([count, words]) => (count === 0 ? [] : words(count)));
}

/** Remove a user's data from a store; other users' data stays. */
export function removeLocalData(store: Storage, owner: string): void {
  const names = keysWithPrefix(store, PREFIX).filter((name) => name.split('.').includes(owner));
  for (const name of names) store.removeItem(name);
}
