/** The editor's requests to the service, and the events that their responses lead to. */

import { etag, type Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import type { Note } from '../../api/types';
import { errorMessage } from '../../ui/errorMessages';
import type { AutosaveEvent, Effect } from './autosaveState';

export interface Service {
  api: Api;
  /** Called with every version of the note that the service returns. */
  onNote: (note: Note) => void;
}

export type RequestEffect = Extract<Effect, { name: 'save' | 'read' }>;

const TRANSIENT_STATUSES = new Set([408, 429]);

/** Send a request for the note; resolve to the event that its outcome leads to. */
export async function sendRequest({ api, onNote }: Service, id: string, effect: RequestEffect): Promise<AutosaveEvent> {
  const path = { note_id: id };
  try {
    if (effect.name === 'read') {
      const note = await api.get('/notes/{note_id}', { path });
      onNote(note);
      return { name: 'read', note };
    }
    const { version } = effect.restore ? await api.post('/notes/{note_id}/restore', { path }) : effect;
    const header = { 'If-Match': etag(version) };
    const note = await api.patch('/notes/{note_id}', { path, header, body: effect.changes });
    onNote(note);
    return { name: 'saved', note };
  } catch (error) {
    return eventOf(error);
  }
}

/** Map an error of the API to an event of the autosave state machine. */
function eventOf(error: unknown): AutosaveEvent {
  if (error instanceof Offline) return { name: 'offline' };
  if (!(error instanceof ApiError)) return { name: 'refused', detail: errorMessage(error) };
  const { status } = error;
  // 409 means that the note is in the trash, which reading it shows, too.
  if (status === 412 || status === 409) return { name: 'stale' };
  if (status === 404) return { name: 'deleted' };
  if (status >= 500 || TRANSIENT_STATUSES.has(status)) return { name: 'failed', detail: error.message };
  return { name: 'refused', detail: error.message };
}
