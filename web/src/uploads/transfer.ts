/** The requests that upload one file; each may be repeated, however the one before it ended. */
import type { Api } from '../api/client';
import { ApiError } from '../api/errors';
import type { Declared, NewFile, StoredFile, Upload as UploadRequest } from '../api/types';
import { AuthProblem } from '../auth/problems';
import type { Catalogue } from '../files/fileCatalogue';
import { contentTypeOf, nameOf } from '../files/limits';
import { Busy, Failure, giveUp, type Job } from './job';
import { isPassing } from './waits';

export type Progress = (progress: number) => void;

export interface Connection {
  api: () => Api;
  catalogue: Catalogue;
  send: (upload: UploadRequest, file: Blob, onProgress: Progress, signal: AbortSignal) => Promise<number>;
  now: () => number;
  /** Remember a picture that the page can show while the service has none yet. */
  remember: (fileId: string, file: File) => void;
}

/** Time before its presigned URL expires, in milliseconds, by which an upload must start. */
const HASTE = 60_000;
/** Age, in milliseconds, from which a missing file is declared again: the service drops unsent files within a day. */
const FORGOTTEN = 20 * 60 * 60 * 1000;
/** Number of URLs that are assumed to have expired before a rejection is believed. */
const MOST_URLS = 3;

/** Upload the bytes, if they have not arrived; resolve to the file's id. `note` is awaited before they are sent. */
export async function transferred(
  connection: Connection,
  job: Job,
  note: () => Promise<unknown>,
  onProgress: Progress,
): Promise<string> {
  for (let attempt = 0; attempt < MOST_URLS; attempt += 1) {
    const { fileId, upload } = await place(connection, job);
    await note();
    job.stop.signal.throwIfAborted();
    if (!upload || (await isTaken(connection, job, upload, onProgress))) return fileId;
    job.upload = undefined;
  }
  throw new Failure('The upload was not accepted. Try again.');
}

/** Return the file that waits for the bytes, and the request for them; undefined if they have arrived already. */
async function place(connection: Connection, job: Job): Promise<{ fileId: string; upload: UploadRequest | undefined }> {
  if (job.fileId !== undefined && job.upload && isGood(job.upload, connection.now())) {
    return { fileId: job.fileId, upload: job.upload };
  }
  return (
    (job.fileId === undefined ? undefined : await renewed(connection, job, job.fileId)) ?? declared(connection, job)
  );
}

/** Get a new URL for the same file; undefined if that file has expired and must be declared again. */
async function renewed(
  { api, now }: Connection,
  job: Job,
  fileId: string,
): Promise<{ fileId: string; upload: UploadRequest | undefined } | undefined> {
  try {
    job.upload = await api().post('/files/{file_id}/upload', { path: { file_id: fileId } });
    return { fileId, upload: job.upload };
  } catch (error) {
    if (!(error instanceof ApiError)) throw passing(error);
    if (error.status === 409) return { fileId, upload: undefined };
    if (error.status !== 404) throw passing(error);
    if (now() - job.chosenAt < FORGOTTEN) throw new Failure('It was deleted meanwhile, or its note was.', false);
    giveUp(job);
    return undefined;
  }
}

async function declared(
  connection: Connection,
  job: Job,
): Promise<{ fileId: string; upload: UploadRequest | undefined }> {
  const { catalogue, remember } = connection;
  const { file, upload } = await declare(connection, job);
  job.fileId = file.id;
  job.upload = upload ?? undefined;
  if (!job.stop.signal.aborted) {
    remember(file.id, job.file);
    catalogue.keep(file);
  }
  return { fileId: file.id, upload: job.upload };
}

async function declare({ api }: Connection, job: Job): Promise<Declared> {
  const body: NewFile = {
    name: nameOf(job.file),
    content_type: contentTypeOf(job.file),
    size: job.file.size,
    sha256: job.sha256 ?? '',
    ...(job.noteId === undefined ? {} : { note_id: job.noteId }),
  };
  try {
    return await api().post('/files', { header: { 'Idempotency-Key': job.idempotencyKey }, body });
  } catch (error) {
    throw passing(error);
  }
}

/** Send the bytes; resolve to whether S3 has them. If not, the URL was not valid any more. */
async function isTaken(
  { send }: Connection,
  { file, stop }: Job,
  upload: UploadRequest,
  onProgress: Progress,
): Promise<boolean> {
  const status = await send(upload, file, onProgress, stop.signal);
  // 412: these bytes are there already, because an earlier attempt succeeded.
  if ((status >= 200 && status < 300) || status === 412) return true;
  if (status === 403) return false;
  if (isPassing(status)) throw new Busy();
  throw new Failure('The file was changed while it was being uploaded. Try again.');
}

/** Delete the declared file. If that fails, the service deletes it by itself within a day. */
export async function takeBack({ api, catalogue }: Connection, fileId: StoredFile['id']): Promise<void> {
  catalogue.forget(fileId);
  try {
    await api().delete('/files/{file_id}', { path: { file_id: fileId } });
    await api().delete('/files/{file_id}', { path: { file_id: fileId }, query: { permanently: true } });
  } catch {
    // See above.
  }
}

function isGood(upload: UploadRequest, now: number): boolean {
  return Date.parse(upload.expires_at) - now > HASTE;
}

/** Return `Busy` for a transient error, which has nothing to do with the file; otherwise the error itself. */
function passing(error: unknown): Error {
  const isBusy = error instanceof ApiError ? isPassing(error.status) : isThrottled(error);
  return isBusy ? new Busy() : (error as Error);
}

/** Return whether the user pool could not issue a token just now. */
function isThrottled(error: unknown): boolean {
  return error instanceof AuthProblem && (error.kind === 'busy' || error.kind === 'tooMany');
}
