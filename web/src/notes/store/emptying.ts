/** Emptying the trash: permanent deletion of what was listed when the user confirmed, and of nothing added later. */
import { notesListText } from '#text/notesList';
import type { Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { NoteSummary, StoredFile } from '../../api/types';

export interface Trash {
  notes: NoteSummary[];
  files: StoredFile[];
}

/** The deletion of one item; rejects with the API's errors. */
export type Deletion = () => Promise<unknown>;

export interface Outcome {
  deleted: number;
  /** The deletions to retry, and the error of the last that failed. */
  failed: Deletion[];
  error: unknown;
}

const PAGE_SIZE = 100;
const CONCURRENCY = 4;

/** List everything in the trash, page by page. */
export async function listTrash(api: Api): Promise<Trash> {
  const query = { state: 'trashed', limit: PAGE_SIZE } as const;
  const notes = await everyPage((cursor) => api.get('/notes', { query: { ...query, cursor } }));
  const files = await everyPage((cursor) => api.get('/files', { query: { ...query, cursor } }));
  return { notes, files };
}

/** Describe the contents: `3 notes and 1 file`. */
export function contents({ notes, files }: { notes: readonly unknown[]; files: readonly unknown[] }): string {
  return notesListText.emptyTrash.contents(notes.length, files.length);
}

/** Delete a few at a time. When offline, leave the rest for a retry, instead of letting each fail. */
export async function deleteAll(deletions: readonly Deletion[], onProgress: (done: number) => void): Promise<Outcome> {
  const waiting = [...deletions];
  const outcome: Outcome = { deleted: 0, failed: [], error: undefined };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        if (await isDeleted(next)) outcome.deleted += 1;
      } catch (error) {
        outcome.error = error;
        outcome.failed.push(next);
        if (error instanceof Offline) outcome.failed.push(...waiting.splice(0));
      }
      onProgress(deletions.length - waiting.length);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  return outcome;
}

/** Delete an item; resolve to false if another device restored it meanwhile. One that is gone counts as deleted. */
async function isDeleted(deletion: Deletion): Promise<boolean> {
  try {
    await deletion();
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return true;
    if (error instanceof ApiError && error.status === 409) return false;
    throw error;
  }
}

async function everyPage<Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; cursor: string | null }>,
): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(cursor);
    items.push(...answer.items);
    cursor = answer.cursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}
