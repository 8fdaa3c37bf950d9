/** What an editor asks of the service, and what the answer means for it. */

import { ApiError, Offline, type Api } from '../api/client';
import type { Note } from '../api/types';
import type { Happening, Order } from './phases';

export interface Service {
  api: Pick<Api, 'note' | 'changeNote' | 'restoreNote' | 'createNote'>;
  /** Told of every version of the note that the service answers. */
  onNote: (note: Note) => void;
}

export type Asked = Extract<Order, { name: 'save' | 'read' }>;

const TRANSIENT = new Set([408, 429]);

export async function ask({ api, onNote }: Service, id: string, order: Asked): Promise<Happening> {
  try {
    if (order.name === 'read') {
      const note = await api.note(id);
      onNote(note);
      return { name: 'read', note };
    }
    const version = order.restore ? (await api.restoreNote(id)).version : order.version;
    const note = await api.changeNote(id, order.changes, version);
    onNote(note);
    return { name: 'saved', note };
  } catch (error) {
    return happeningOf(error);
  }
}

/** What an error of the API means for a note that is being edited. */
function happeningOf(error: unknown): Happening {
  if (error instanceof Offline) return { name: 'offline' };
  if (!(error instanceof ApiError)) return { name: 'refused', detail: error instanceof Error ? error.message : '' };
  const { status } = error;
  // 409 says that the note lies in the trash: reading it says so, too.
  if (status === 412 || status === 409) return { name: 'stale' };
  if (status === 404) return { name: 'vanished' };
  if (status >= 500 || TRANSIENT.has(status)) return { name: 'failed', detail: error.message };
  return { name: 'refused', detail: error.message };
}
