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
const messageOf = (given: Partial<Problem>): string => new ApiError(problem(given)).message;
const refusedField = (field: string): string => {
  const detail = 'Expected `str` of length <= 200.';
  return messageOf({ detail, errors: [{ field, detail }] });
};

it.each([
  ['/title', 'The title can have up to 200 characters.'],
  ['/text', 'This note is too long. Split it into two notes.'],
  ['/tags', 'A note can have up to 20 different tags of 1 to 50 characters each.'],
  ['/tags/3', 'A note can have up to 20 different tags of 1 to 50 characters each.'],
  ['/size', 'This file is too large.'],
  ['/name', "This file name can't be used. File names can have up to 255 characters."],
  ['/caption', "This caption can't be used. It may be too long."],
  ['/content_type', "Files of this type aren't supported."],
  ['/taken_at', "That's not a valid date and time for a photo."],
  ['/taken_offset', "That's not a valid time zone for a photo."],
  ['/note_id', 'This note no longer exists.'],
])('returns a message for the field %s', (field, sentence) => {
  expect(refusedField(field)).toBe(sentence);
});

it.each(['', '/cursor', '/If-Match', '/unheard_of', 'toString', '/constructor'])(
  'does not show the validator’s own text to users: %j',
  (field) => {
    expect(refusedField(field)).toBe("That didn't work. Try again.");
  },
);

it.each([
  [409, 'The note is in the trash. Restore it first.', "It's in the trash. Restore it first."],
  [409, 'A note has at most 100 files.', "This note can't have any more files."],
  [
    409,
    'This file does not fit into what you may keep. Delete something for good first.',
    'Your storage is full. Delete something forever to make room.',
  ],
  [409, 'The file is in the trash. Restore it first.', "It's in the trash. Restore it first."],
  [409, 'Only what is in the trash can be deleted for good.', 'Only items in the trash can be deleted forever.'],
  [
    409,
    'You have deleted more for good this week than you may keep at once. New files can be added again on Monday.',
    "You've deleted a lot this week. You can add new files again in a few days.",
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
  [409, 'Something new.', "That didn't work. Try again."],
  [500, 'KeyError: id', "That didn't work. Try again."],
  [401, 'No token.', "You're signed out. Sign in and try again."],
  [404, 'There is nothing here by that id.', 'Not found. It may have been deleted.'],
  [408, '', 'Skynotes took too long to respond. Try again.'],
  [410, 'The cursor has expired.', 'This list is out of date. Reload the page.'],
  [412, 'It was changed since you read it.', 'This was changed somewhere else in the meantime.'],
  [413, '', 'This is too large to save.'],
  [429, '', 'Too many requests. Wait a moment and try again.'],
  [502, '', "Can't reach Skynotes right now. Try again in a moment."],
  [504, '', 'Skynotes took too long to respond. Try again.'],
  [400, 'Not JSON.', "That didn't work. Try again."],
  [503, 'The service is busy.', 'Skynotes is busy. Try again in a moment.'],
  [418, 'teapot', "That didn't work. Try again."],
])('returns a message for %i %j', (status, detail, sentence) => {
  expect(messageOf({ status, detail })).toBe(sentence);
});
