/** Actions of the user on files. Each shows at once, reports failures, and can be undone where possible. */
import { etag } from '../api/client';
import { ApiError } from '../api/errors';
import type { FileChanges, StoredFile } from '../api/types';
import { api } from '../context';
import { count } from '../ui/format';
import { wordsFor } from '../ui/errorWords';
import { toast } from '../ui/toast';
import { aFewAtATime } from './aFewAtATime';
import { catalogue } from './catalogue';

/** Return `1 photo`, `2 photos` or `3 files`. */
export function named(files: readonly StoredFile[]): string {
  const kind = files.every((file) => file.kind === 'image') ? 'photo' : 'file';
  return `${count(files.length)} ${kind}${files.length === 1 ? '' : 's'}`;
}

/** Move files to the trash. */
export function trash(ids: readonly string[]): void {
  const files = known(ids);
  const trashing = each(files, async (file) => {
    catalogue.keep({ ...file, state: 'trashed', version: file.version + 1 });
    await orRevert(file, api.delete('/files/{file_id}', { path: { file_id: file.id } }));
  });
  void trashing.then((gone) => {
    if (gone.length === 0) return;
    toast(`${named(gone)} moved to the trash`, { undo: () => void restore(gone.map((file) => file.id)) });
  });
}

/** Restore files from the trash. */
export async function restore(ids: readonly string[]): Promise<void> {
  await each(known(ids), async ({ id }) => {
    catalogue.revert(await api.post('/files/{file_id}/restore', { path: { file_id: id } }));
  });
}

/** Delete files in the trash permanently. */
export async function purge(ids: readonly string[]): Promise<void> {
  const gone = await each(known(ids), async (file) => {
    await api.delete('/files/{file_id}', { path: { file_id: file.id }, query: { permanently: true } });
    catalogue.forget(file.id);
  });
  if (gone.length > 0) toast(`${named(gone)} deleted forever`);
}

/** Attach files to a note. */
export async function attach(ids: readonly string[], noteId: string): Promise<void> {
  const attached = await move(known(ids), noteId);
  if (attached.length > 0) toast(`${named(attached)} attached to the note`);
}

/** Remove a file from its note, which can be undone. */
export function detach(file: StoredFile): void {
  const noteId = file.note_id;
  void move([file], null).then((done) => {
    if (done.length > 0) toast(`${named([file])} removed from note`, { undo: () => void move([file], noteId) });
  });
}

/**
 * Change a file as the user sees it. If it was changed elsewhere meanwhile, apply the change on top of that, unless the
 * same field was changed: then reject with the `ApiError` of status 412.
 */
export async function change(id: string, changes: FileChanges): Promise<StoredFile> {
  const base = catalogue.get(id) ?? (await catalogue.read(id));
  try {
    return await patched(id, changes, base.version);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const present = await catalogue.read(id);
    const touched = Object.keys(changes) as (keyof FileChanges)[];
    if (touched.some((field) => present[field] !== base[field])) throw error;
    return patched(id, changes, present.version);
  }
}

let downloadedAt = 0;

/** Return whether the browser is about to ask about leaving the page only because a download starts. */
export function isDownloading(): boolean {
  return Date.now() - downloadedAt < 1000;
}

/** Let the browser save the original under its name; the service sends it as an attachment. */
export async function download(id: string): Promise<void> {
  try {
    const url = catalogue.urls(id)?.original ?? (await catalogue.read(id)).urls?.original;
    if (url === undefined) return;
    downloadedAt = Date.now();
    const link = document.createElement('a');
    link.href = url;
    link.download = '';
    link.rel = 'noreferrer';
    link.click();
  } catch (error) {
    toast(wordsFor(error), { kind: 'error' });
  }
}

/** Change the file at this version, and notify every view that shows it. */
export async function patched(id: string, body: FileChanges, version: number): Promise<StoredFile> {
  const header = { 'If-Match': etag(version) };
  const file = await api.patch('/files/{file_id}', { path: { file_id: id }, header, body });
  catalogue.keep(file);
  return file;
}

function move(files: readonly StoredFile[], noteId: string | null): Promise<StoredFile[]> {
  return each(files, (file) => change(file.id, { note_id: noteId }));
}

function known(ids: readonly string[]): StoredFile[] {
  return ids.flatMap((id) => catalogue.get(id) ?? []);
}

async function orRevert(file: StoredFile, doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    catalogue.revert(file);
    throw error;
  }
}

/** Run `act` a few files at a time, with one message for all failures. Return the files that succeeded. */
async function each(files: readonly StoredFile[], act: (file: StoredFile) => Promise<unknown>): Promise<StoredFile[]> {
  const done: StoredFile[] = [];
  let failure: unknown;
  await aFewAtATime(files, async (file) => {
    try {
      await act(file);
      done.push(file);
    } catch (error) {
      failure = error;
    }
  });
  if (failure !== undefined) toast(wordsFor(failure), { kind: 'error' });
  return done;
}
