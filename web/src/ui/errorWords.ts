/** Error messages for users. */

import { ApiError, Offline } from '../api/errors';
import { AuthProblem } from '../auth/problems';

/** Return what went wrong, and what to do. */
export function wordsFor(error: unknown): string {
  if (error instanceof Offline) return "You're offline. Check your connection, then try again.";
  if (error instanceof ApiError || error instanceof AuthProblem) return error.message;
  return 'Something went wrong. Try again or reload the page.';
}
