import { expect, it } from 'vitest';

import { SignedOut } from '../api/errors';
import { problem } from '../testing/api';
import { Unreadable } from '../workers/hashing';
import { excuseFor } from './excuses';
import { Failure } from './job';

it.each<[string, unknown, RegExp, boolean]>([
  ['a file that is not there', new Unreadable(), /could not be read.*Choose it again/, true],
  ['a failure', new Failure('It was not accepted. Try again.'), /^It was not accepted\. Try again\.$/, true],
  ['a failure for good', new Failure('It was deleted meanwhile.', false), /^It was deleted meanwhile\.$/, false],
  ['a note that is gone', problem(404), /^Its note was deleted meanwhile\.$/, false],
  ['a full account', problem(409, 'This file does not fit into what you may keep.'), /^Your storage is full\./, true],
  ['a refusal', problem(413), /^This is too large to save\.$/, false],
  ['nobody who is signed in', new SignedOut(), /signed out\. Sign in/, true],
  ['anything else', new TypeError('undefined is not a function'), /^Something went wrong\. Try again\.$/, true],
])('says of %s what to do about it', (_, error, reason, retryable) => {
  const excuse = excuseFor(error);
  expect(excuse.reason).toMatch(reason);
  expect(excuse.retryable).toBe(retryable);
});
