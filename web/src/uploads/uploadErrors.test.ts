import { expect, it } from 'vitest';

import { SignedOut } from '../api/errors';
import { apiError } from '../testing/api';
import { UnreadableFile } from '../workers/hashing';
import { failureReasonOf } from './uploadErrors';
import { UploadFailure } from './job';

it.each<[string, unknown, RegExp, boolean]>([
  ['an unreadable file', new UnreadableFile(), /couldn't be read.*Select it again/, true],
  [
    'a retryable failure',
    new UploadFailure('It was not accepted. Try again.'),
    /^It was not accepted\. Try again\.$/,
    true,
  ],
  ['a final failure', new UploadFailure('The file was deleted.', false), /^The file was deleted\.$/, false],
  ['a deleted note', apiError(404), /^The note was deleted\.$/, false],
  ['a full account', apiError(409, 'This file does not fit into what you may keep.'), /^Your storage is full\./, true],
  ['a file that is too large', apiError(413), /^This is too large to save\.$/, false],
  ['a session that has ended', new SignedOut(), /signed out\. Sign in/, true],
  ['anything else', new TypeError('undefined is not a function'), /^Something went wrong\. Try again\.$/, true],
])('explains %s', (_, error, reason, retryable) => {
  const failure = failureReasonOf(error);
  expect(failure.reason).toMatch(reason);
  expect(failure.retryable).toBe(retryable);
});
