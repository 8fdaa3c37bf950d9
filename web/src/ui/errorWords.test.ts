import { expect, it } from 'vitest';

import { Offline } from '../api/errors';
import { problem } from '../testing/api';
import { AuthProblem } from '../auth/problems';
import { wordsFor } from './errorWords';

it.each<[unknown, string]>([
  [new Offline(), "You're offline. Check your connection, then try again."],
  [problem(404), 'It isn’t there any more.'],
  [new AuthProblem('busy'), new AuthProblem('busy').message],
  [new TypeError('undefined is not a function'), 'Something went wrong. Try again or reload the page.'],
  ['a text', 'Something went wrong. Try again or reload the page.'],
])('says of %s what happened, and what to do', (error, words) => {
  expect(words).not.toBe('');
  expect(wordsFor(error)).toBe(words);
});
