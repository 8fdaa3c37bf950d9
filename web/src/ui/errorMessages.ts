/** Error messages for users. */

import { problemsText } from '#text/problems';
import { ApiError, Offline } from '../api/errors';
import { AuthProblem } from '../auth/problems';

/** Return what went wrong, and what to do. */
export function errorMessage(error: unknown): string {
  if (error instanceof Offline) return problemsText.offline;
  if (error instanceof ApiError || error instanceof AuthProblem) return error.message;
  return problemsText.unexpected;
}
