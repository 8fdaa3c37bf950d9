/** Messages to users about refused requests; the service's own texts are for developers. */
import { problemsText } from '#text/problems';
import type { Problem } from './types';

const text = problemsText.request;

/** Messages about invalid values, by the first step of the field's pointer. */
const FIELD_MESSAGES = new Map<string, string>(Object.entries(problemsText.fields));

const STATUS_MESSAGES: Record<number, string> = {
  401: text.signedOut,
  404: text.notFound,
  408: text.timeout,
  410: text.expiredList,
  412: text.changedElsewhere,
  413: text.tooLarge,
  429: text.tooMany,
  502: text.unreachable,
  503: text.busy,
  504: text.timeout,
};

/** Messages for conflicts (409) that need different actions, each by a word in the service's sentence. */
const CONFLICT_MESSAGES: [RegExp, string][] = [
  [/in the trash\b.*restore/i, problemsText.conflicts.inTrash],
  [/only what is in the trash/i, problemsText.conflicts.notInTrash],
  [/at most \d+ files/i, problemsText.conflicts.tooManyFiles],
  [/\bweek\b/i, problemsText.conflicts.deletedTooMuch],
  [/as one account can hold/i, problemsText.conflicts.accountFull],
  [/fit|room|full|quota|limit|at most|may keep/i, problemsText.conflicts.storageFull],
];

/** Return what went wrong and what to do about it. */
export function messageOf({ status, detail, errors }: Problem): string {
  const [field] = errors ?? [];
  if (status === 400 && field) return FIELD_MESSAGES.get(field.field.split('/')[1] ?? '') ?? text.unknown;
  if (status === 409) return CONFLICT_MESSAGES.find(([pattern]) => pattern.test(detail))?.[1] ?? text.unknown;
  return STATUS_MESSAGES[status] ?? text.unknown;
}
