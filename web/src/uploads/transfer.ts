/** The requests that upload one file; each may be repeated, however the one before it ended. */
import { uploadsText } from '#text/uploads';
import type { Api } from '../api/client';
import { ApiError } from '../api/errors';
import type { DeclaredFile, NewFile, StoredFile, Upload as UploadRequest } from '../api/types';
import { AuthProblem } from '../auth/problems';
import type { Catalogue } from '../files/fileCatalogue';
import { contentTypeOf, validNameOf } from '../files/limits';
import { TransientError, UploadFailure, forgetDeclaration, type Job } from './job';
import { isTransientStatus } from './backoff';

export type OnProgress = (progress: number) => void;

export interface TransferServices {
  api: () => Api;
  catalogue: Catalogue;
  send: (upload: UploadRequest, file: Blob, onProgress: OnProgress, signal: AbortSignal) => Promise<number>;
  now: () => number;
  /** Remember a picture that the page can show while the service has none yet. */
  addLocalPreview: (fileId: string, file: File) => void;
}

/** Time before its presigned URL expires, in milliseconds, by which an upload must start. */
const MIN_URL_VALIDITY_MS = 60_000;
/** Age, in milliseconds, from which a missing file is declared again: the service drops unsent files within a day. */
const REDECLARE_AFTER_MS = 20 * 60 * 60 * 1000;
/** Number of URLs that are assumed to have expired before a rejection is believed. */
const MAX_URLS = 3;

/** Upload the bytes, if they have not arrived; resolve to the file's id. `saveRecord` is awaited before they are sent. */
export async function uploadBytes(
  services: TransferServices,
  job: Job,
  saveRecord: () => Promise<unknown>,
  onProgress: OnProgress,
): Promise<string> {
  for (let attempt = 0; attempt < MAX_URLS; attempt += 1) {
    const { fileId, upload } = await uploadTarget(services, job);
    await saveRecord();
    job.stop.signal.throwIfAborted();
    if (!upload || (await sendBytes(services, job, upload, onProgress))) return fileId;
    job.upload = undefined;
  }
  throw new UploadFailure(uploadsText.failure.notAccepted);
}

/** Return the file that waits for the bytes, and the request for them; undefined if they have arrived already. */
async function uploadTarget(
  services: TransferServices,
  job: Job,
): Promise<{ fileId: string; upload: UploadRequest | undefined }> {
  if (job.fileId !== undefined && job.upload && isUrlValid(job.upload, services.now())) {
    return { fileId: job.fileId, upload: job.upload };
  }
  return (
    (job.fileId === undefined ? undefined : await renewUrl(services, job, job.fileId)) ?? declareFile(services, job)
  );
}

/** Get a new URL for the same file; undefined if that file has expired and must be declared again. */
async function renewUrl(
  { api, now }: TransferServices,
  job: Job,
  fileId: string,
): Promise<{ fileId: string; upload: UploadRequest | undefined } | undefined> {
  try {
    job.upload = await api().post('/files/{file_id}/upload', { path: { file_id: fileId } });
    return { fileId, upload: job.upload };
  } catch (error) {
    if (!(error instanceof ApiError)) throw asTransient(error);
    if (error.status === 409) return { fileId, upload: undefined };
    if (error.status !== 404) throw asTransient(error);
    if (now() - job.chosenAt < REDECLARE_AFTER_MS) throw new UploadFailure(uploadsText.failure.deleted, false);
    forgetDeclaration(job);
    return undefined;
  }
}

async function declareFile(
  services: TransferServices,
  job: Job,
): Promise<{ fileId: string; upload: UploadRequest | undefined }> {
  const { catalogue, addLocalPreview } = services;
  const { file, upload } = await requestDeclaration(services, job);
  job.fileId = file.id;
  job.upload = upload ?? undefined;
  if (!job.stop.signal.aborted) {
    addLocalPreview(file.id, job.file);
    catalogue.put(file);
  }
  return { fileId: file.id, upload: job.upload };
}

async function requestDeclaration({ api }: TransferServices, job: Job): Promise<DeclaredFile> {
  const body: NewFile = {
    name: validNameOf(job.file),
    content_type: contentTypeOf(job.file),
    size: job.file.size,
    sha256: job.sha256 ?? '',
    ...(job.noteId === undefined ? {} : { note_id: job.noteId }),
  };
  try {
    return await api().post('/files', { header: { 'Idempotency-Key': job.idempotencyKey }, body });
  } catch (error) {
    throw asTransient(error);
  }
}

/** Send the bytes; resolve to whether S3 has them. If not, the URL was not valid any more. */
async function sendBytes(
  { send }: TransferServices,
  { file, stop }: Job,
  upload: UploadRequest,
  onProgress: OnProgress,
): Promise<boolean> {
  const status = await send(upload, file, onProgress, stop.signal);
  // 412: these bytes are there already, because an earlier attempt succeeded.
  if ((status >= 200 && status < 300) || status === 412) return true;
  if (status === 403) return false;
  if (isTransientStatus(status)) throw new TransientError();
  throw new UploadFailure(uploadsText.failure.changed);
}

/** Delete the declared file. If that fails, the service deletes it by itself within a day. */
export async function deleteDeclaredFile(
  { api, catalogue }: TransferServices,
  fileId: StoredFile['id'],
): Promise<void> {
  catalogue.remove(fileId);
  try {
    await api().delete('/files/{file_id}', { path: { file_id: fileId } });
    await api().delete('/files/{file_id}', { path: { file_id: fileId }, query: { permanently: true } });
  } catch {
    // See above.
  }
}

function isUrlValid(upload: UploadRequest, now: number): boolean {
  return Date.parse(upload.expires_at) - now > MIN_URL_VALIDITY_MS;
}

/** Return `TransientError` for a transient error, which has nothing to do with the file; otherwise the error itself. */
function asTransient(error: unknown): Error {
  const isBusy = error instanceof ApiError ? isTransientStatus(error.status) : isThrottled(error);
  return isBusy ? new TransientError() : (error as Error);
}

/** Return whether the user pool could not issue a token just now. */
function isThrottled(error: unknown): boolean {
  return error instanceof AuthProblem && (error.kind === 'busy' || error.kind === 'tooMany');
}
