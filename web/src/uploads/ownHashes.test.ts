import { describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import { fakeApi, apiError } from '../testing/api';
import type { StoredFile } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { storedFile } from '../testing/files';
import { comparedCount, OwnHashes } from './ownHashes';

const NEVER = (): Promise<void> => new Promise(() => undefined);

/** Create a library of this many pages; each photo has its own hash: `page-place`. */
function photoList(pages: number, sleep: (milliseconds: number) => Promise<void> = NEVER) {
  const page = vi.fn((cursor: string | undefined) => {
    const at = Number(cursor ?? 0);
    const items: StoredFile[] = [storedFile(`file-${at}`, { sha256: `${at}-0` })];
    return Promise.resolve({ items, cursor: at + 1 < pages ? String(at + 1) : null });
  });
  const api = fakeApi({ get: { '/files': ({ query }) => page(query?.cursor) } });
  const catalogue = new Catalogue(() => api);
  return { page, catalogue, own: new OwnHashes({ api: () => api, catalogue, sleep }) };
}

describe('the hashes of existing files', () => {
  it('are read once, from every page of the library', async () => {
    const { own, page } = photoList(3);
    expect([await own.has('2-0'), await own.has('9-0')]).toEqual([true, false]);
    expect(page).toHaveBeenCalledTimes(3);
  });

  it('are read up to a maximum number of pages', async () => {
    const { own, page } = photoList(1000);
    expect(await own.has('999-0')).toBe(false);
    expect(page).toHaveBeenCalledTimes(30);
  });

  it('are updated when files are added, trashed and deleted', async () => {
    const { own, catalogue } = photoList(1);
    await own.has('');
    catalogue.put(storedFile('new', { sha256: 'new' }));
    expect(await own.has('new')).toBe(true);
    catalogue.put(storedFile('new', { sha256: 'new', state: 'trashed', version: 9 }));
    expect(await own.has('new')).toBe(false);
    catalogue.remove('file-0');
    expect(await own.has('0-0')).toBe(false);
  });

  it('do not include pending files', async () => {
    const { own, catalogue } = photoList(1);
    catalogue.put(storedFile('mine', { sha256: 'mine', status: 'pending' }));
    expect(await own.has('mine')).toBe(false);
  });

  it('are waited for once for all files', async () => {
    const sleep = vi.fn(() => Promise.resolve());
    const { own, page } = photoList(1, sleep);
    page.mockReturnValue(NEVER() as never);
    expect([await own.has('a'), await own.has('b'), await own.has('c')]).toEqual([false, false, false]);
    expect(sleep).toHaveBeenCalledTimes(1);
  });

  it('are not waited for if the page has the file already', async () => {
    const { own, page, catalogue } = photoList(1);
    page.mockReturnValue(NEVER() as never);
    catalogue.put(storedFile('shown', { sha256: 'shown' }));
    expect(await own.has('shown')).toBe(true);
  });

  it('are updated also after the library could not be read', async () => {
    const { own, page, catalogue } = photoList(1);
    catalogue.put(storedFile('new', { sha256: 'new' }));
    page.mockRejectedValue(apiError(500));
    await own.has('');
    catalogue.remove('new');
    expect(await own.has('new')).toBe(false);
  });

  it('report how many were compared, unless all were', async () => {
    await photoList(3).own.has('');
    expect(comparedCount.value).toBeUndefined();
    await photoList(1000).own.has('');
    expect(comparedCount.value).toBe(30);
    const { own, page } = photoList(1);
    page.mockRejectedValueOnce(apiError(500));
    await own.has('');
    expect(comparedCount.value).toBe(0);
    await own.has('');
    expect(comparedCount.value).toBeUndefined();
  });

  it('are required while offline, and skipped if the service fails', async () => {
    const { own, page } = photoList(1);
    page.mockRejectedValueOnce(new Offline());
    await expect(own.has('0-0')).rejects.toThrow(Offline);
    page.mockRejectedValueOnce(apiError(500));
    expect(await own.has('0-0')).toBe(false);
    expect(await own.has('0-0')).toBe(true);
  });
});
