/** Takes files through the upload queue: reads, announces, sends, and waits until the service has looked at them. */
import { signal, type ReadonlySignal } from '@preact/signals';

import type { Api } from '../api/client';
import { ApiError, Offline, SignedOut } from '../api/errors';
import type { Declared, StoredFile, Upload as UploadRequest } from '../api/types';
import type { Catalogue } from '../files/catalogue';
import { contentTypeOf, nameOf, refusalOf } from '../files/limits';
import { Unreadable } from '../workers/hashing';
import { after, emptyQueue, startable, wouldLose, type Queue, type QueueEvent } from './queue';

type Progress = (progress: number) => void;

/** What it takes to upload; the tests bring their own. */
export interface Services {
  api: () => Api;
  catalogue: Catalogue;
  hash: (file: Blob, onProgress: Progress, signal: AbortSignal) => Promise<string>;
  send: (upload: UploadRequest, file: Blob, onProgress: Progress, signal: AbortSignal) => Promise<number>;
  sleep: (milliseconds: number) => Promise<void>;
  now: () => number;
  /** A picture that the page can show while the service has none yet. */
  remember: (fileId: string, file: File) => void;
}

interface Job {
  file: File;
  noteId: string | undefined;
  stop: AbortController;
  sha256?: string | undefined;
  declared?: Declared | undefined;
}

class Failure extends Error {
  readonly retryable: boolean;

  constructor(message: string, retryable = true) {
    super(message);
    this.retryable = retryable;
  }
}

const FIRST_LOOK = 500;
const SLOWEST_LOOK = 3000;
/** After this many looks (about ten minutes) something is wrong on the other side. */
const MOST_LOOKS = 200;
const FIRST_WAIT = 2000;
const LONGEST_WAIT = 30_000;
/** An upload must begin a little before its URL expires. */
const HASTE = 60_000;

export class Uploader {
  readonly #services: Services;
  readonly #queue = signal<Queue>(emptyQueue);
  readonly #jobs = new Map<string, Job>();
  #made = 0;
  #wait = FIRST_WAIT;

  constructor(services: Services) {
    this.#services = services;
  }

  get queue(): ReadonlySignal<Queue> {
    return this.#queue;
  }

  /** Take these files in, in this order; to a note, where one is named. */
  enqueue(files: readonly File[], { noteId }: { noteId?: string } = {}): void {
    const uploads = files.map((file) => {
      this.#made += 1;
      const key = `upload-${this.#made}`;
      this.#jobs.set(key, { file, noteId, stop: new AbortController() });
      const refusal = refusalOf(file, { onNote: noteId !== undefined });
      return { key, name: nameOf(file), size: file.size, noteId, refusal };
    });
    this.#take({ type: 'added', uploads });
  }

  /** Stop it wherever it is, and give back the room that was reserved for it. */
  cancel(key: string): void {
    const job = this.#jobs.get(key);
    if (!job) return;
    job.stop.abort(new DOMException('Cancelled', 'AbortError'));
    void this.#abandon(job);
    this.#take({ type: 'cancelled', key });
  }

  retry(key: string): void {
    const job = this.#jobs.get(key);
    if (job) job.stop = new AbortController();
    this.#take({ type: 'retried', key });
  }

  dismiss(key: string): void {
    this.#take({ type: 'dismissed', key });
  }

  /** Clear away everything that is over. */
  clear(): void {
    this.#take({ type: 'cleared' });
  }

  /** Stop everything and forget it: the reader leaves. */
  reset(): void {
    for (const job of this.#jobs.values()) job.stop.abort(new DOMException('Signed out', 'AbortError'));
    this.#jobs.clear();
    this.#queue.value = emptyQueue;
  }

  /** The network is back, or may be. */
  reconnect(): void {
    if (!this.#queue.value.connected) this.#take({ type: 'connected' });
  }

  /** Whether leaving the page now would lose something. */
  get wouldLose(): boolean {
    return wouldLose(this.#queue.value);
  }

  #take(event: QueueEvent): void {
    this.#queue.value = after(this.#queue.value, event);
    const kept = new Set(this.#queue.value.uploads.map((upload) => upload.key));
    for (const key of this.#jobs.keys()) if (!kept.has(key)) this.#jobs.delete(key);
    for (const { key } of startable(this.#queue.value)) {
      const job = this.#jobs.get(key);
      this.#queue.value = after(this.#queue.value, { type: 'entered', key, stage: 'hashing' });
      if (job) void this.#run(key, job);
    }
  }

  async #run(key: string, job: Job): Promise<void> {
    const { signal } = job.stop;
    const tell = (event: QueueEvent): void => {
      if (!signal.aborted) this.#take(event);
    };
    try {
      const file = await this.#uploaded(key, job, tell);
      this.#services.catalogue.keep(file);
      const reason = file.reason ?? 'The service could not take this file.';
      tell(file.status === 'rejected' ? { type: 'rejected', key, reason } : { type: 'ready', key });
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Offline) this.#pause(key);
      else tell({ type: 'failed', key, ...(await this.#excuse(job, error)) });
    }
  }

  async #uploaded(key: string, job: Job, tell: (event: QueueEvent) => void): Promise<StoredFile> {
    const { signal } = job.stop;
    const progress = (value: number): void => tell({ type: 'progressed', key, progress: value });
    job.sha256 ??= await this.#services.hash(job.file, progress, signal);
    tell({ type: 'entered', key, stage: 'sending' });
    const { file, upload } = await this.#declared(job, job.sha256);
    signal.throwIfAborted();
    // Nothing is left to send where the bytes have arrived already.
    if (upload) refuse(await this.#services.send(upload, job.file, progress, signal));
    tell({ type: 'entered', key, stage: 'settling' });
    return this.#settled(file.id, signal);
  }

  /** The place that is kept for the file: that of an earlier attempt, while its URL is good. */
  async #declared(job: Job, sha256: string): Promise<Declared> {
    const { api, catalogue, now, remember } = this.#services;
    const expires = job.declared?.upload ? Date.parse(job.declared.upload.expires_at) : 0;
    if (job.declared && expires - now() > HASTE) return job.declared;
    await this.#abandon(job);
    const { file, noteId, stop } = job;
    job.declared = await api().post('/files', {
      body: {
        name: nameOf(file),
        content_type: contentTypeOf(file),
        size: file.size,
        sha256,
        ...(noteId === undefined ? {} : { note_id: noteId }),
      },
    });
    if (stop.signal.aborted) {
      await this.#abandon(job);
      stop.signal.throwIfAborted();
    }
    this.#wait = FIRST_WAIT;
    remember(job.declared.file.id, file);
    catalogue.keep(job.declared.file);
    return job.declared;
  }

  /** The file once it is ready or rejected. Being offline does not hurt here: the bytes have arrived. */
  async #settled(id: string, signal: AbortSignal): Promise<StoredFile> {
    for (let look = 0, wait = FIRST_LOOK; look < MOST_LOOKS; look += 1) {
      await this.#services.sleep(wait);
      signal.throwIfAborted();
      wait = Math.min(SLOWEST_LOOK, wait * 1.4);
      try {
        const file = await this.#services.api().get('/files/{file_id}', { path: { file_id: id } });
        if (file.status !== 'pending') return file;
      } catch (error) {
        if (!(error instanceof Offline)) throw error;
      }
    }
    throw new Failure(
      'It has arrived, but looking at it takes unusually long. It will appear once that is done.',
      false,
    );
  }

  /** Take back what was announced. Where that fails, the service forgets it by itself within a day. */
  async #abandon(job: Job): Promise<void> {
    const id = job.declared?.file.id;
    job.declared = undefined;
    if (id === undefined) return;
    this.#services.catalogue.forget(id);
    try {
      await this.#services.api().delete('/files/{file_id}', { path: { file_id: id } });
      await this.#services.api().delete('/files/{file_id}', { path: { file_id: id }, query: { permanently: true } });
    } catch {
      // See above.
    }
  }

  #pause(key: string): void {
    this.#take({ type: 'disconnected', key });
    // The browser may not notice that the network is back, or that only the service was away.
    void this.#services.sleep(this.#wait).then(() => this.reconnect());
    this.#wait = Math.min(LONGEST_WAIT, this.#wait * 2);
  }

  /** What to tell the reader, once whatever cannot be used again has been given up. */
  async #excuse(job: Job, error: unknown): Promise<{ reason: string; retryable: boolean }> {
    if (error instanceof Unreadable) {
      await this.#abandon(job);
      job.sha256 = undefined;
      return { reason: 'This file could not be read. Was it moved or changed? Choose it again.', retryable: true };
    }
    if (error instanceof Failure) {
      // The bytes may not be the ones that were announced any more, so an attempt to come begins anew.
      if (error.retryable) await this.#abandon(job);
      job.sha256 = undefined;
      return { reason: error.message, retryable: error.retryable };
    }
    if (error instanceof ApiError) {
      if (error.status === 404) return { reason: 'It was deleted meanwhile, or its note was.', retryable: false };
      return { reason: error.message, retryable: error.status === 409 || error.status >= 429 };
    }
    if (error instanceof SignedOut) return { reason: 'You are signed out. Sign in and try again.', retryable: true };
    return { reason: 'Something went wrong. Try again.', retryable: true };
  }
}

/** Of what S3 answers, 412 says that these bytes are there already: an earlier attempt got through. */
function refuse(status: number): void {
  if ((status >= 200 && status < 300) || status === 412) return;
  if (status === 400) throw new Failure('The file was changed while it was being uploaded. Try again.');
  throw new Failure('The upload was not accepted. Try again.');
}
