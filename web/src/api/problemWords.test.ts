import { expect, it } from 'vitest';
import { ApiError } from './errors';
import type { Problem } from './types';

const problem = (given: Partial<Problem>): Problem => ({
  type: 'about:blank',
  title: 'Bad Request',
  status: 400,
  detail: '',
  request_id: 'r',
  errors: [],
  ...given,
});
const words = (given: Partial<Problem>): string => new ApiError(problem(given)).message;
const refusedField = (field: string): string => {
  const detail = 'Expected `str` of length <= 200.';
  return words({ detail, errors: [{ field, detail }] });
};

it.each([
  ['/title', 'The title can have up to 200 characters.'],
  ['/text', 'This note is too long. Split it into two notes.'],
  ['/tags', 'A note can have up to 20 different tags of 1 to 50 characters each.'],
  ['/tags/3', 'A note can have up to 20 different tags of 1 to 50 characters each.'],
  ['/size', 'This file is too large.'],
])('says what is wrong with %s', (field, sentence) => {
  expect(refusedField(field)).toBe(sentence);
});

it.each(['', '/cursor', '/If-Match', '/unheard_of', 'toString', '/constructor'])(
  'keeps the validator’s words from people: %j',
  (field) => {
    expect(refusedField(field)).toBe('That didn’t work. Try again.');
  },
);

it.each([
  [409, 'The note is in the trash. Restore it first.', 'It’s in the trash. Restore it first.'],
  [409, 'A note has at most 100 files.', 'This note already has as many files as it can have.'],
  [
    409,
    'This file does not fit into what you may keep. Delete something for good first.',
    'Your storage is full. Delete something forever to make room.',
  ],
  [409, 'Something new.', 'That didn’t work. Try again.'],
  [500, 'KeyError: id', 'That didn’t work. Try again.'],
  [503, 'The service is busy.', 'The service is busy. Try again in a moment.'],
  [418, 'teapot', 'That didn’t work. Try again.'],
])('says for %i %j', (status, detail, sentence) => {
  expect(words({ status, detail })).toBe(sentence);
});
