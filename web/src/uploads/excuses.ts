/** Messages for failed uploads. */
import { ApiError, SignedOut } from '../api/errors';
import { Unreadable } from '../workers/hashing';
import { Failure } from './job';

export interface Excuse {
  reason: string;
  /** True if it may be retried. */
  retryable: boolean;
}

export function excuseFor(error: unknown): Excuse {
  if (error instanceof Unreadable) {
    return { reason: 'This file could not be read. Was it moved or changed? Choose it again.', retryable: true };
  }
  if (error instanceof Failure) return { reason: error.message, retryable: error.retryable };
  if (error instanceof ApiError) {
    if (error.status === 404) return { reason: 'Its note was deleted meanwhile.', retryable: false };
    return { reason: error.message, retryable: error.status === 409 };
  }
  if (error instanceof SignedOut) return { reason: 'You are signed out. Sign in and try again.', retryable: true };
  return { reason: 'Something went wrong. Try again.', retryable: true };
}
