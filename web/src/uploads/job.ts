/** One file on its way to the service, with all that has to stay the same however often it is tried. */
import type { Upload as UploadRequest } from '../api/types';

export interface Job {
  /** Of the upload in the queue, and of what is kept of it on the device. */
  readonly key: string;
  /** With the type that its first bytes say, once it is identified. */
  file: File;
  readonly noteId: string | undefined;
  /** When it was chosen, in epoch milliseconds. */
  readonly chosenAt: number;
  /** Rejects with a `Failure` where the file is of no use here; undefined where it was identified on an earlier page. */
  identified?: Promise<void> | undefined;
  stop: AbortController;
  /** The Idempotency-Key of `POST /files`: another one only for other bytes, or after the file was given up. */
  idempotencyKey: string;
  sha256?: string | undefined;
  /** The file that the service made for it. */
  fileId?: string | undefined;
  /** Where to send the bytes, as long as that is good. */
  upload?: UploadRequest | undefined;
  /** The person wants it although the same bytes are there already. */
  isWantedTwice?: boolean | undefined;
}

/** It did not work, and why, as a sentence for the reader. */
export class Failure extends Error {
  readonly retryable: boolean;

  constructor(message: string, retryable = true) {
    super(message);
    this.retryable = retryable;
  }
}

/** The service or S3 is too busy, or broken for a moment: nothing is known to be wrong with the file. */
export class Busy extends Error {}

/** Forget all that was declared, so that the next attempt begins anew. */
export function giveUp(job: Job): void {
  job.idempotencyKey = crypto.randomUUID();
  job.fileId = undefined;
  job.upload = undefined;
}
