/** Messages for failed uploads. */
import { uploadsText } from '#text/uploads';
import { ApiError, SignedOut } from '../api/errors';
import { UnreadableFile } from '../workers/hashing';
import { UploadFailure } from './job';

export interface FailureReason {
  reason: string;
  /** True if it may be retried. */
  retryable: boolean;
}

export function failureReasonOf(error: unknown): FailureReason {
  const text = uploadsText.failure;
  if (error instanceof UnreadableFile) {
    return { reason: text.unreadable, retryable: true };
  }
  if (error instanceof UploadFailure) return { reason: error.message, retryable: error.retryable };
  if (error instanceof ApiError) {
    if (error.status === 404) return { reason: text.noteDeleted, retryable: false };
    return { reason: error.message, retryable: error.status === 409 };
  }
  if (error instanceof SignedOut) return { reason: text.signedOut, retryable: true };
  return { reason: text.unknown, retryable: true };
}
