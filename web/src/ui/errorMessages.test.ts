import { expect, it } from 'vitest';

import { Offline } from '../api/errors';
import { apiError } from '../testing/api';
import { AuthProblem } from '../auth/problems';
import { errorMessage } from './errorMessages';

it.each<[unknown, string]>([
  [new Offline(), "You're offline. Check your connection, then try again."],
  [apiError(404), 'Not found. It may have been deleted.'],
  [new AuthProblem('busy'), new AuthProblem('busy').message],
  [new TypeError('undefined is not a function'), 'Something went wrong. Try again or reload the page.'],
  ['a text', 'Something went wrong. Try again or reload the page.'],
])('returns a message for %s', (error, message) => {
  expect(message).not.toBe('');
  expect(errorMessage(error)).toBe(message);
});
