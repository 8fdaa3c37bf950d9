/** The upload of one file, with everything that has to stay the same across retries. */
import type { Upload as UploadRequest } from '../api/types';

export interface Job {
  /** Key of the upload in the queue, and of its data kept on the device. */
  readonly key: string;
  /** The file; once identified, with the content type detected from its first bytes. */
  file: File;
  readonly noteId: string | undefined;
  /** Time of selection, in epoch milliseconds. */
  readonly chosenAt: number;
  /** Identification; rejects with an `UploadFailure` if the file is not accepted. Undefined if restored. */
  identified?: Promise<void> | undefined;
  stop: AbortController;
  /** The Idempotency-Key of `POST /files`: a new one only for other bytes, or after the file was given up. */
  idempotencyKey: string;
  sha256?: string | undefined;
  /** Id of the file that the service created for it. */
  fileId?: string | undefined;
  /** The presigned request for the bytes, as long as it is valid. */
  upload?: UploadRequest | undefined;
  /** True if the user wants it even though the same bytes exist already. */
  isWantedTwice?: boolean | undefined;
}

/** A failed upload, with the reason as a sentence for the user. */
export class UploadFailure extends Error {
  readonly retryable: boolean;

  constructor(message: string, retryable = true) {
    super(message);
    this.retryable = retryable;
  }
}

/** A transient error: the service or S3 is busy or briefly unavailable; nothing is known to be wrong with the file. */
export class TransientError extends Error {}

/** Forget the declared file, so that the next attempt starts from the beginning. */
export function forgetDeclaration(job: Job): void {
  job.idempotencyKey = crypto.randomUUID();
  job.fileId = undefined;
  job.upload = undefined;
}
