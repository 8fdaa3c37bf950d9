/** Actions of the user on files. Each shows at once, reports failures, and can be undone where possible. */
import { filesText } from '#text/files';
import { etag } from '../api/client';
import { ApiError } from '../api/errors';
import type { FileChanges, StoredFile } from '../api/types';
import { api } from '../context';
import { errorMessage } from '../ui/errorMessages';
import { toast } from '../ui/toast';
import { forEachLimited } from './limitedConcurrency';
import { catalogue } from './sharedCatalogue';

/** Return `1 photo`, `2 photos` or `3 files`. */
export function countInWords(files: readonly StoredFile[]): string {
  const isPhotos = files.every((file) => file.kind === 'image');
  return isPhotos ? filesText.photos(files.length) : filesText.files(files.length);
}

/** Move files to the trash. */
export function trash(ids: readonly string[]): void {
  const files = knownFiles(ids);
  const trashing = runForEach(files, async (file) => {
    catalogue.put({ ...file, state: 'trashed', version: file.version + 1 });
    await revertOnFailure(file, api.delete('/files/{file_id}', { path: { file_id: file.id } }));
  });
  void trashing.then((trashed) => {
    if (trashed.length === 0) return;
    toast(filesText.done.movedToTrash(countInWords(trashed)), {
      undo: () => void restore(trashed.map((file) => file.id)),
    });
  });
}

/** Restore files from the trash. */
export async function restore(ids: readonly string[]): Promise<void> {
  await runForEach(knownFiles(ids), async ({ id }) => {
    catalogue.revert(await api.post('/files/{file_id}/restore', { path: { file_id: id } }));
  });
}

/** Delete files in the trash permanently. */
export async function purge(ids: readonly string[]): Promise<void> {
  const deleted = await runForEach(knownFiles(ids), async (file) => {
    await api.delete('/files/{file_id}', { path: { file_id: file.id }, query: { permanently: true } });
    catalogue.remove(file.id);
  });
  if (deleted.length > 0) toast(filesText.done.deletedForever(countInWords(deleted)));
}

/** Attach files to a note. */
export async function attach(ids: readonly string[], noteId: string): Promise<void> {
  const attached = await move(knownFiles(ids), noteId);
  if (attached.length > 0) toast(filesText.done.attached(countInWords(attached)));
}

/** Remove a file from its note, which can be undone. */
export function detach(file: StoredFile): void {
  const noteId = file.note_id;
  void move([file], null).then((done) => {
    if (done.length > 0)
      toast(filesText.done.detached(countInWords([file])), { undo: () => void move([file], noteId) });
  });
}

/**
 * Change a file as the user sees it. If it was changed elsewhere meanwhile, apply the change on top of that, unless the
 * same field was changed: then reject with the `ApiError` of status 412.
 */
export async function changeFile(id: string, changes: FileChanges): Promise<StoredFile> {
  const base = catalogue.get(id) ?? (await catalogue.read(id));
  try {
    return await patchFile(id, changes, base.version);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    const present = await catalogue.readAgain(id);
    const touched = Object.keys(changes) as (keyof FileChanges)[];
    if (touched.some((field) => present[field] !== base[field])) throw error;
    return patchFile(id, changes, present.version);
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
    const url = await catalogue.originalUrl(id);
    if (url === undefined) return;
    downloadedAt = Date.now();
    const link = document.createElement('a');
    link.href = url;
    link.download = '';
    link.rel = 'noreferrer';
    link.click();
  } catch (error) {
    toast(errorMessage(error), { kind: 'error' });
  }
}

/** Change the file at this version, and notify every view that shows it. */
export async function patchFile(id: string, body: FileChanges, version: number): Promise<StoredFile> {
  const header = { 'If-Match': etag(version) };
  const file = await api.patch('/files/{file_id}', { path: { file_id: id }, header, body });
  catalogue.put(file);
  return file;
}

function move(files: readonly StoredFile[], noteId: string | null): Promise<StoredFile[]> {
  return runForEach(files, (file) => changeFile(file.id, { note_id: noteId }));
}

function knownFiles(ids: readonly string[]): StoredFile[] {
  return ids.flatMap((id) => catalogue.get(id) ?? []);
}

async function revertOnFailure(file: StoredFile, doing: Promise<unknown>): Promise<void> {
  try {
    await doing;
  } catch (error) {
    catalogue.revert(file);
    throw error;
  }
}

/** Run `act` a few files at a time, with one message for all failures. Return the files that succeeded. */
async function runForEach(
  files: readonly StoredFile[],
  act: (file: StoredFile) => Promise<unknown>,
): Promise<StoredFile[]> {
  const done: StoredFile[] = [];
  let failure: unknown;
  await forEachLimited(files, async (file) => {
    try {
      await act(file);
      done.push(file);
    } catch (error) {
      failure = error;
    }
  });
  if (failure !== undefined) toast(errorMessage(failure), { kind: 'error' });
  return done;
}
