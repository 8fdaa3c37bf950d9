/** Files for the unit tests. */
import type { StoredFile } from '../api/types';

/** Return a picture that is ready, with the properties of `more` instead of the defaults. */
export function storedFile(id: string, more: Partial<StoredFile> = {}): StoredFile {
  return {
    id,
    name: `${id}.jpg`,
    content_type: 'image/jpeg',
    kind: 'image',
    size: 1,
    sha256: '',
    status: 'ready',
    reason: null,
    state: 'active',
    note_id: null,
    caption: '',
    width: 300,
    height: 200,
    taken_at: null,
    taken_offset: null,
    camera: null,
    placeholder: null,
    created_at: '2026-07-04T12:00:00.000Z',
    updated_at: '2026-07-04T12:00:00.000Z',
    version: 1,
    ...more,
  };
}
