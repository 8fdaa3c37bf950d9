/** The upload of queued files: read, declare, send, and wait until the service has processed them. */
import { signal, type ReadonlySignal } from '@preact/signals';

import { uploadsText } from '#text/uploads';
import { Offline, SignedOut } from '../api/errors';
import { validNameOf, refusalOf } from '../files/limits';
import type { RestoredUpload, UploadRecord } from './keptUploads';
import { failureReasonOf } from './uploadErrors';
import { TransientError, UploadFailure, forgetDeclaration, type Job } from './job';
import {
  queueReducer,
  emptyQueue,
  isBusy,
  isRunning,
  isUnsent,
  startable,
  wouldLose,
  type Queue,
  type QueueEvent,
  type Stage,
} from './queue';
import { waitForProcessing } from './processing';
import { deleteDeclaredFile, uploadBytes, type TransferServices, type OnProgress } from './transfer';
import { Backoff } from './backoff';

/** The dependencies of the uploader; tests replace them. */
export interface Services extends TransferServices {
  /** Return the file with the content type detected from its first bytes; never rejects. */
  detectType: (file: File) => Promise<File>;
  hash: (file: Blob, onProgress: OnProgress, signal: AbortSignal) => Promise<string>;
  sleep: (milliseconds: number) => Promise<void>;
  /** Storage that outlives the page; its methods never reject, and report whether the device has the upload. */
  kept: UploadStore;
  /** Return whether the user already has a file with these bytes. */
  isKnown?: (sha256: string) => boolean | Promise<boolean>;
}

export interface UploadStore {
  keep: (record: UploadRecord, file: File) => Promise<boolean>;
  saveRecord: (record: UploadRecord) => Promise<boolean>;
  forget: (key: string) => Promise<void>;
}

interface Destination {
  noteId?: string;
  /** Keys, one per file: the same whenever the same file is enqueued again for the same purpose. */
  keys?: readonly string[];
}

const SENDING_OR_SENT: readonly Stage[] = ['sending', 'processing', 'ready'];
const UNSUCCESSFUL: readonly Stage[] = ['failed', 'rejected', 'cancelled', 'skipped'];

export class Uploader {
  readonly #services: Services;
  readonly #queue = signal<Queue>(emptyQueue);
  readonly #jobs = new Map<string, Job>();
  readonly #backoff = new Backoff();

  constructor(services: Services) {
    this.#services = services;
  }

  get queue(): ReadonlySignal<Queue> {
    return this.#queue;
  }

  /** True if leaving the page now would lose an upload. */
  get wouldLose(): boolean {
    return wouldLose(this.#queue.value);
  }

  /** True if any file is being read or sent right now. */
  get isBusy(): boolean {
    return isBusy(this.#queue.value);
  }

  /** Return whether this page has that upload already. */
  has(key: string): boolean {
    return this.#jobs.has(key);
  }

  /**
   * Add files to the queue, in this order; for a note, if one is named. All are in the queue at once, before any is
   * read. Resolves to whether the device has each of the new ones.
   */
  async enqueue(files: readonly File[], { noteId, keys }: Destination = {}): Promise<boolean[]> {
    const all = files.map((file, at) => jobOf(file, noteId, this.#services.now(), keys?.[at]));
    const jobs = all.filter(({ key }) => !this.has(key));
    for (const job of jobs) job.identified = this.#identify(job);
    this.#addToQueue(jobs);
    return Promise.all(jobs.map((job) => this.#keep(job)));
  }

  /** Continue the uploads that an earlier page has left. */
  resume(found: readonly RestoredUpload[]): void {
    const jobs = found.filter(({ key }) => !this.has(key)).map(restoredJob);
    this.#addToQueue(jobs);
    for (const { key } of jobs) this.#dispatch({ type: 'kept', key });
  }

  /** Cancel an upload at any stage, and release the space that was reserved for it. */
  cancel(key: string): void {
    const job = this.#jobs.get(key);
    // A finished upload stays as it is: taking back a ready file would delete it permanently.
    if (!job || !this.#isRunning(key)) return;
    job.stop.abort(new DOMException('Cancelled', 'AbortError'));
    this.#dispatch({ type: 'cancelled', key });
    this.#abandon(job);
  }

  cancelAll(): void {
    for (const { key, stage } of this.#queue.value.uploads) if (stage !== 'processing') this.cancel(key);
  }

  retry(key: string): void {
    const job = this.#jobs.get(key);
    if (!job) return;
    job.stop = new AbortController();
    this.#dispatch({ type: 'retried', key });
    void this.#keep(job);
  }

  retryAll(): void {
    for (const { key, stage } of this.#queue.value.uploads) if (stage === 'failed') this.retry(key);
  }

  /** Add files even though the same bytes exist already. */
  addAnyway(keys: readonly string[]): void {
    for (const key of keys) {
      const job = this.#jobs.get(key);
      if (!job) continue;
      job.isWantedTwice = true;
      void this.#services.kept.saveRecord(recordOf(job));
      this.#dispatch({ type: 'answered', key, isWanted: true });
    }
  }

  /** Skip files whose bytes exist already. */
  skip(keys: readonly string[]): void {
    for (const key of keys) {
      this.#dispatch({ type: 'answered', key, isWanted: false });
      void this.#services.kept.forget(key);
    }
  }

  dismiss(key: string): void {
    this.#dispatch({ type: 'dismissed', key });
  }

  /** Remove all finished uploads from the queue. */
  clear(): void {
    this.#dispatch({ type: 'cleared' });
  }

  /** Abort and forget all uploads: the user signs out. */
  reset(): void {
    for (const job of this.#jobs.values()) job.stop.abort(new DOMException('Signed out', 'AbortError'));
    this.#jobs.clear();
    this.#queue.value = emptyQueue;
  }

  /** Start waiting uploads again: the network is back, or may be. */
  reconnect(): void {
    if (!this.#queue.value.connected) this.#dispatch({ type: 'connected' });
  }

  #addToQueue(jobs: readonly Job[]): void {
    for (const job of jobs) this.#jobs.set(job.key, job);
    const uploads = jobs.map(({ key, file, noteId }) => ({ key, name: validNameOf(file), size: file.size, noteId }));
    this.#dispatch({ type: 'added', uploads });
  }

  /** Detect the file's type. Rejects with an `UploadFailure` if the file is not accepted. */
  async #identify(job: Job): Promise<void> {
    job.file = await this.#services.detectType(job.file);
    const refusal = refusalOf(job.file, { onNote: job.noteId !== undefined });
    if (refusal !== undefined) throw new UploadFailure(refusal, false);
  }

  /** Keep the file on the device, once it is identified; it may be sent much later. */
  async #keep(job: Job): Promise<boolean> {
    try {
      await job.identified;
    } catch (error) {
      this.#fail(job, error);
    }
    if (!this.#isUnsent(job.key)) return false;
    const isKept = await this.#services.kept.keep(recordOf(job), job.file);
    // The upload may have finished before the device had stored it.
    if (this.#isUnsent(job.key)) {
      if (isKept) this.#dispatch({ type: 'kept', key: job.key });
    } else await this.#services.kept.forget(job.key);
    return isKept;
  }

  #isRunning(key: string): boolean {
    return this.#queue.value.uploads.some((upload) => upload.key === key && isRunning(upload));
  }

  /** Return whether its bytes are still needed, also for a retry on a later visit. */
  #isUnsent(key: string): boolean {
    return this.#queue.value.uploads.some((upload) => upload.key === key && isUnsent(upload));
  }

  #dispatch(event: QueueEvent): void {
    this.#queue.value = queueReducer(this.#queue.value, event);
    const shown = new Set(this.#queue.value.uploads.map((upload) => upload.key));
    for (const key of [...this.#jobs.keys()].filter((each) => !shown.has(each))) {
      this.#jobs.delete(key);
      void this.#services.kept.forget(key);
    }
    this.#start();
  }

  /** Start uploads that may start. The queue is read again for each, because a start may change it synchronously. */
  #start(): void {
    for (let next = startable(this.#queue.value)[0]; next; next = startable(this.#queue.value)[0]) {
      this.#queue.value = queueReducer(this.#queue.value, { type: 'started', key: next.key });
      const job = this.#jobs.get(next.key);
      if (job) void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const { key, stop } = job;
    const report = (event: QueueEvent): void => {
      if (!stop.signal.aborted) this.#dispatch(event);
    };
    try {
      await job.identified;
      stop.signal.throwIfAborted();
      if (!(await this.#isWanted(job, report))) {
        report({ type: 'entered', key, stage: 'asking' });
        return;
      }
      const file = await this.#upload(job, report);
      this.#services.catalogue.put(file);
      const reason = file.reason ?? uploadsText.failure.rejected;
      report(file.status === 'rejected' ? { type: 'rejected', key, reason } : { type: 'ready', key });
    } catch (error) {
      if (stop.signal.aborted) this.#cleanUpAfterCancel(job);
      else if (error instanceof Offline || error instanceof TransientError) this.#pause(key);
      else this.#fail(job, error);
    }
  }

  /** Hash the file; resolve to whether to upload it: not if the same bytes exist already, unless that is wanted. */
  async #isWanted(job: Job, report: (event: QueueEvent) => void): Promise<boolean> {
    const { hash, isKnown } = this.#services;
    const progress = (value: number): void => report({ type: 'progressed', key: job.key, progress: value });
    job.sha256 ??= await hash(job.file, progress, job.stop.signal);
    if (job.isWantedTwice || job.fileId !== undefined) return true;
    const isThere = (await isKnown?.(job.sha256)) ?? false;
    job.stop.signal.throwIfAborted();
    // Checked only now, because another upload may have advanced meanwhile.
    return !isThere && !this.#isDuplicateInQueue(job);
  }

  /** Return whether another upload in the queue has the same bytes: an earlier one, or a later one that was faster. */
  #isDuplicateInQueue({ key, sha256 }: Job): boolean {
    const { uploads } = this.#queue.value;
    const place = uploads.findIndex((upload) => upload.key === key);
    return uploads.some(({ key: other, stage }, at) => {
      const counts = at < place ? !UNSUCCESSFUL.includes(stage) : SENDING_OR_SENT.includes(stage);
      return other !== key && counts && this.#jobs.get(other)?.sha256 === sha256;
    });
  }

  async #upload(job: Job, report: (event: QueueEvent) => void): ReturnType<typeof waitForProcessing> {
    const { key, stop } = job;
    report({ type: 'entered', key, stage: 'sending' });
    const progress = (value: number): void => report({ type: 'progressed', key, progress: value });
    const saveRecord = (): Promise<unknown> => this.#services.kept.saveRecord(recordOf(job));
    const id = await uploadBytes(this.#services, job, saveRecord, progress);
    stop.signal.throwIfAborted();
    this.#backoff.reset();
    report({ type: 'entered', key, stage: 'processing' });
    await this.#services.kept.forget(key);
    return waitForProcessing(this.#services, id, stop.signal);
  }

  /** Take back a file that was declared while being cancelled; not if the user has only signed out. */
  #cleanUpAfterCancel(job: Job): void {
    if (job.fileId !== undefined && this.has(job.key)) this.#abandon(job);
  }

  #abandon(job: Job): void {
    const { fileId } = job;
    forgetDeclaration(job);
    if (fileId !== undefined) void deleteDeclaredFile(this.#services, fileId);
    if (!this.#isUnsent(job.key)) void this.#services.kept.forget(job.key);
  }

  #pause(key: string): void {
    this.#dispatch({ type: 'disconnected', key });
    // The browser may not notice that the network is back, or that only the service was unavailable.
    void this.#services.sleep(this.#backoff.nextDelay()).then(() => this.reconnect());
  }

  /** Report the reason, and give up what cannot be reused; if it is retryable, the bytes stay for a retry. */
  #fail(job: Job, error: unknown): void {
    const failure = failureReasonOf(error);
    this.#dispatch({ type: 'failed', key: job.key, ...failure });
    if (!failure.retryable) void this.#services.kept.forget(job.key);
    if (error instanceof SignedOut || (error instanceof UploadFailure && !error.retryable)) return;
    // The bytes may differ from the declared ones, so a retry starts from the beginning.
    job.sha256 = undefined;
    this.#abandon(job);
    void this.#services.kept.saveRecord(recordOf(job));
  }
}

function jobOf(file: File, noteId: string | undefined, chosenAt: number, key: string = crypto.randomUUID()): Job {
  return { key, file, noteId, chosenAt, stop: new AbortController(), idempotencyKey: key };
}

function restoredJob({
  key,
  file,
  noteId,
  chosenAt,
  idempotencyKey,
  sha256,
  fileId,
  isWantedTwice,
}: RestoredUpload): Job {
  const stop = new AbortController();
  return { key, file, noteId, chosenAt, stop, idempotencyKey, sha256, fileId, isWantedTwice };
}

function recordOf({ key, noteId, chosenAt, idempotencyKey, sha256, fileId, isWantedTwice }: Job): UploadRecord {
  return { key, noteId, chosenAt, idempotencyKey, sha256, fileId, isWantedTwice };
}
