/** Requests that bring captured notes and their files from this device to the service. */

import { notesText } from '#text/notes';
import type { Api } from '../../api/client';
import { SignedOut } from '../../api/errors';
import type { Note } from '../../api/types';
import { session } from '../../context';
import { enqueue } from '../../uploads/uploads';
import { isOnline } from '../../ui/connection';
import { errorMessage } from '../../ui/errorMessages';
import { runIfTabClosed, type Locks } from '../../ui/tabId';
import { toast } from '../../ui/toast';
import { keptFiles } from '../../uploads/keptFiles';
import type { FileStore } from '../capture/capture';
import type { CaptureDraft, FileRef } from './drafts';
import type { NoteLists } from './noteLists';
import { Outbox, OUTBOX_PREFIX } from './outbox';

interface OutboxOptions {
  api: Api;
  store: Storage;
  owner: string;
  tab: string;
  locks: Locks;
  lists: NoteLists;
}

/** Create the outbox of a user in this tab. */
export function createOutbox({ api, store, owner, tab, locks, lists }: OutboxOptions): Outbox {
  return new Outbox({
    store,
    owner,
    tab,
    errorMessage,
    post: (key, body) => post(api, owner, key, body),
    onNote: (note) => {
      lists.update(note);
      toast(notesText.saved);
    },
    enqueueFiles: (files, noteId) => enqueueFiles(owner, files, noteId),
    isOnline: () => isOnline.peek(),
    runIfTabClosed: (other, act) => runIfTabClosed(other, locks, act),
    exclusively: async (work) => {
      await locks.request(OUTBOX_PREFIX + owner, work);
    },
    now: Date.now,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  });
}

/** Return a store that keeps the bytes of files, each under its own key, until their note is sent. */
export function waitingFiles(owner: string): FileStore {
  return {
    save: async (id, file) => (await keptFiles.keep(owner, keyOf(id), [{ file }])) === 'device',
    remove: (id) => keptFiles.forget(owner, keyOf(id)),
  };
}

/** Return the file, as long as it waits in this browser. */
export async function waitingFile(owner: string, id: string): Promise<File | undefined> {
  return (await keptFiles.find(owner, keyOf(id)))[0]?.file;
}

async function post(
  api: Api,
  owner: string,
  key: string,
  body: Pick<CaptureDraft, 'title' | 'text' | 'tags'>,
): Promise<Note> {
  // Another user may have signed in since, in another tab.
  if (session.status.peek() !== 'in' || session.userId.peek() !== owner) throw new SignedOut();
  return api.post('/notes', { header: { 'Idempotency-Key': key }, body });
}

/**
 * Hand the files of a note to the uploads, each under a stable key, and remove them here once they are kept there. If
 * interrupted in between, this is repeated, and each file is still sent once.
 */
async function enqueueFiles(owner: string, refs: readonly FileRef[], noteId: string): Promise<void> {
  for (const { id, name } of refs) {
    const file = await waitingFile(owner, id);
    if (file) await enqueue([file], { noteId, keys: [id] });
    else toast(notesText.fileNotKept(name), { kind: 'error' });
    await keptFiles.forget(owner, keyOf(id));
  }
}

function keyOf(id: string): string {
  return `capture.${id}`;
}
