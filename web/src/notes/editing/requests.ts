/** The editor's requests to the service, and the events that their responses lead to. */

import { etag, type Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { Note } from '../../api/types';
import { wordsFor } from '../../ui/errorWords';
import type { Happening, Order } from './phases';

export interface Service {
  api: Api;
  /** Called with every version of the note that the service returns. */
  onNote: (note: Note) => void;
}

export type Asked = Extract<Order, { name: 'save' | 'read' }>;

const TRANSIENT = new Set([408, 429]);

export async function ask({ api, onNote }: Service, id: string, order: Asked): Promise<Happening> {
  const path = { note_id: id };
  try {
    if (order.name === 'read') {
      const note = await api.get('/notes/{note_id}', { path });
      onNote(note);
      return { name: 'read', note };
    }
    const { version } = order.restore ? await api.post('/notes/{note_id}/restore', { path }) : order;
    const header = { 'If-Match': etag(version) };
    const note = await api.patch('/notes/{note_id}', { path, header, body: order.changes });
    onNote(note);
    return { name: 'saved', note };
  } catch (error) {
    return happeningOf(error);
  }
}

/** Map an error of the API to an event of the autosave state machine. */
function happeningOf(error: unknown): Happening {
  if (error instanceof Offline) return { name: 'offline' };
  if (!(error instanceof ApiError)) return { name: 'refused', detail: wordsFor(error) };
  const { status } = error;
  // 409 means that the note is in the trash, which reading it shows, too.
  if (status === 412 || status === 409) return { name: 'stale' };
  if (status === 404) return { name: 'vanished' };
  if (status >= 500 || TRANSIENT.has(status)) return { name: 'failed', detail: error.message };
  return { name: 'refused', detail: error.message };
}
