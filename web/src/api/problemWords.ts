/** Messages to users about refused requests; the service's own texts are for developers. */
import type { Problem } from './types';

const UNKNOWN = 'That didn’t work. Try again.';

/** Messages about invalid values, by the first step of the field's pointer. */
const FIELDS = new Map(
  Object.entries({
    title: 'The title can have up to 200 characters.',
    text: 'This note is too long. Split it into two notes.',
    tags: 'A note can have up to 20 different tags of 1 to 50 characters each.',
    name: 'That file name can’t be used. It can have up to 255 characters.',
    caption: 'That caption can’t be used. It may be too long.',
    size: 'This file is too large.',
    content_type: 'Files of this type can’t be added.',
    taken_at: 'That is not a date and time a photo can have.',
    taken_offset: 'That is not a time zone a photo can have.',
    note_id: 'The note isn’t there any more.',
  }),
);

const STATUSES: Record<number, string> = {
  401: 'You are signed out. Sign in and try again.',
  404: 'It isn’t there any more.',
  408: 'The service took too long. Try again.',
  410: 'This list is out of date. Reload the page.',
  412: 'It was changed somewhere else in the meantime.',
  413: 'This is too large to save.',
  429: 'Too many requests. Wait a moment and try again.',
  502: 'The service can’t be reached. Try again in a moment.',
  503: 'The service is busy. Try again in a moment.',
  504: 'The service took too long. Try again.',
};

/** Messages for conflicts (409) that need different actions, each by a word in the service's sentence. */
const CONFLICTS: [RegExp, string][] = [
  [/in the trash\b.*restore/i, 'It’s in the trash. Restore it first.'],
  [/only what is in the trash/i, 'Only items in the trash can be deleted forever.'],
  [/at most \d+ files/i, 'This note already has as many files as it can have.'],
  [/\bweek\b/i, 'You have deleted a lot this week. New files can be added again in a few days.'],
  [/as one account can hold/i, 'Your account is full. Delete something forever to make room.'],
  [/fit|room|full|quota|limit|at most|may keep/i, 'Your storage is full. Delete something forever to make room.'],
];

/** Return what went wrong and what to do about it. */
export function wordsOf({ status, detail, errors }: Problem): string {
  const [field] = errors ?? [];
  if (status === 400 && field) return FIELDS.get(field.field.split('/')[1] ?? '') ?? UNKNOWN;
  if (status === 409) return CONFLICTS.find(([pattern]) => pattern.test(detail))?.[1] ?? UNKNOWN;
  return STATUSES[status] ?? UNKNOWN;
}
