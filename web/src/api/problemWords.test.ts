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
  ['/name', 'That file name can’t be used. It can have up to 255 characters.'],
  ['/caption', 'That caption can’t be used. It may be too long.'],
  ['/content_type', 'Files of this type can’t be added.'],
  ['/taken_at', 'That is not a date and time a photo can have.'],
  ['/taken_offset', 'That is not a time zone a photo can have.'],
  ['/note_id', 'The note isn’t there any more.'],
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
  [409, 'The file is in the trash. Restore it first.', 'It’s in the trash. Restore it first.'],
  [409, 'Only what is in the trash can be deleted for good.', 'Only items in the trash can be deleted forever.'],
  [
    409,
    'You have deleted more for good this week than you may keep at once. New files can be added again on Monday.',
    'You have deleted a lot this week. New files can be added again in a few days.',
  ],
  [
    409,
    'You keep as many notes and files as one account can hold.',
    'Your account is full. Delete something forever to make room.',
  ],
  [
    409,
    'You keep 100,000 notes, as many as one account can hold. Delete some for good first.',
    'Your account is full. Delete something forever to make room.',
  ],
  [
    409,
    'You keep 100,000 files, as many as one account can hold. Delete some for good first.',
    'Your account is full. Delete something forever to make room.',
  ],
  [409, 'Something new.', 'That didn’t work. Try again.'],
  [500, 'KeyError: id', 'That didn’t work. Try again.'],
  [401, 'No token.', 'You are signed out. Sign in and try again.'],
  [404, 'There is nothing here by that id.', 'It isn’t there any more.'],
  [408, '', 'The service took too long. Try again.'],
  [410, 'The cursor has expired.', 'This list is out of date. Reload the page.'],
  [412, 'It was changed since you read it.', 'It was changed somewhere else in the meantime.'],
  [413, '', 'This is too large to save.'],
  [429, '', 'Too many requests. Wait a moment and try again.'],
  [502, '', 'The service can’t be reached. Try again in a moment.'],
  [504, '', 'The service took too long. Try again.'],
  [400, 'Not JSON.', 'That didn’t work. Try again.'],
  [503, 'The service is busy.', 'The service is busy. Try again in a moment.'],
  [418, 'teapot', 'That didn’t work. Try again.'],
])('says for %i %j', (status, detail, sentence) => {
  expect(words({ status, detail })).toBe(sentence);
});
