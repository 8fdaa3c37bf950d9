/** Emptying the trash: what was listed when the person agreed is deleted for ever, and nothing that came later. */
import type { Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { NoteSummary, StoredFile } from '../../api/types';

export interface Trash {
  notes: NoteSummary[];
  files: StoredFile[];
}

/** One thing to delete; rejects as the API does. */
export type Deletion = () => Promise<unknown>;

export interface Outcome {
  deleted: number;
  /** Those to try once more, and why the last of them failed. */
  failed: Deletion[];
  error: unknown;
}

const PAGE = 100;
const AT_A_TIME = 4;

/** List everything in the trash, page by page. */
export async function listTrash(api: Api): Promise<Trash> {
  const query = { state: 'trashed', limit: PAGE } as const;
  const notes = await everyPage((cursor) => api.get('/notes', { query: { ...query, cursor } }));
  const files = await everyPage((cursor) => api.get('/files', { query: { ...query, cursor } }));
  return { notes, files };
}

/** `3 notes and 1 file` */
export function contents({ notes, files }: { notes: readonly unknown[]; files: readonly unknown[] }): string {
  const parts = [counted(notes.length, 'note'), counted(files.length, 'file')];
  return parts.filter((part) => !part.startsWith('0 ')).join(' and ') || 'nothing';
}

/** Delete a few at a time. Without a connection the rest is left for later, instead of failing one by one. */
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
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return outcome;
}

/** False where another device has brought it back meanwhile; what is gone already is as good as deleted. */
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

function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
