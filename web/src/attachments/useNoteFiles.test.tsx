// @vitest-environment jsdom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { Query } from '../api/routes';
import { fakeApi } from '../testing/api';
import type { FilePage, FileWithUrls } from '../api/types';
import { provide } from '../context';
import { allSubscribers } from '../live/subscribers';
import { catalogue } from '../files/sharedCatalogue';
import { storedFile } from '../testing/files';
import { useNoteFiles } from './useNoteFiles';

const files = vi.fn<(query?: Query<'/files'>) => Promise<FilePage>>();
let place: HTMLElement;
let noteId = '';
let made = 0;

/** Render the files attached to the note, and return their ids as shown. */
async function shown(fileIds: string[], trashed = false): Promise<string> {
  function Names(): string {
    return useNoteFiles({ id: noteId, file_ids: fileIds }, trashed)
      .files.map(({ id }) => id)
      .join();
  }
  await act(async () => {
    render(<Names />, place);
    await Promise.resolve();
  });
  return place.textContent;
}

async function reloaded(): Promise<void> {
  await act(async () => {
    await allSubscribers.reload();
  });
}

function attached(id: string, version = 1): FileWithUrls {
  return { ...storedFile(id, { note_id: noteId, version }), urls: null };
}

afterEach(() => {
  render(null, place);
});

beforeEach(() => {
  place = document.createElement('div');
  noteId = `note${(made += 1)}`;
  files.mockReset();
  files.mockResolvedValue({ items: [], cursor: null });
  provide({ api: fakeApi({ get: { '/files': ({ query }) => files(query) } }) } as never);
});

describe('the files of a note', () => {
  it('are not requested if the note has none', async () => {
    expect(await shown([])).toBe('');
    await reloaded();
    expect(files).not.toHaveBeenCalled();
  });

  it('are requested once if there are some, and again after changes may have been missed', async () => {
    const id = `${noteId}-a`;
    files.mockResolvedValue({ items: [attached(id)], cursor: null });
    await shown([id]);
    expect(place.textContent).toBe(id);
    expect(files).toHaveBeenCalledTimes(1);
    files.mockResolvedValue({ items: [], cursor: null });
    await reloaded();
    expect(files).toHaveBeenCalledTimes(2);
    expect(place.textContent).toBe('');
  });

  it('are requested for a note in the trash, where only the service knows them', async () => {
    await shown([], true);
    expect(files).toHaveBeenCalledWith({ note_id: noteId, state: 'trashed', limit: 100, urls: true });
  });

  it('are added once each, and removed, by the change feed', async () => {
    const id = `${noteId}-a`;
    await shown([]);
    const tell = (version: number, more = {}): Promise<void> =>
      act(() =>
        allSubscribers.apply([{ type: 'file', id, file: storedFile(id, { note_id: noteId, version, ...more }) }]),
      );
    await tell(1, { status: 'pending' });
    await act(() => catalogue.put(attached(id)));
    await tell(2);
    expect(place.textContent).toBe(id);
    await tell(3, { state: 'trashed' });
    expect(place.textContent).toBe('');
    expect(files).not.toHaveBeenCalled();
  });
});
