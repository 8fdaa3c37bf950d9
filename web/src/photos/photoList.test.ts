import { describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import type { Query } from '../api/routes';
import { fakeApi } from '../testing/api';
import type { FilePage, FileWithUrls, StoredFile } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { PREVIEW_FRESH_MS } from '../files/freshness';
import { storedFile } from '../testing/files';
import { PhotoList } from './photoList';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-07-04T12:00:00.000Z');

/** Format a time as a camera set to UTC writes it. */
function clock(moment: number): string {
  return new Date(moment).toISOString().slice(0, 19);
}

/** Return a photo: number 0 is the newest, and each is an hour older than the one before. */
function photoAt(index: number, more: Partial<StoredFile> = {}): FileWithUrls {
  const taken_at = clock(NOON - index * HOUR);
  const urls = { original: `https://media.example/${index}`, previews: [] };
  return { ...storedFile(`p${index}`, { taken_at, ...more }), urls };
}

function libraryOf(count: number) {
  const time = { now: NOON };
  const stored = Array.from({ length: count }, (_, index) => photoAt(index));
  const files = vi.fn(({ cursor = '0', limit = 50 }: Query<'/files'> = {}): Promise<FilePage> => {
    const end = Number(cursor) + limit;
    return Promise.resolve({
      items: stored.slice(Number(cursor), end),
      cursor: end < stored.length ? `${end}` : null,
    });
  });
  const file = vi.fn((id: string) => {
    const found = stored.find((one) => one.id === id);
    return found ? Promise.resolve(found) : Promise.reject(new Error('404'));
  });
  const api = () =>
    fakeApi({
      get: {
        '/files': ({ query }) => files(query),
        '/files/{file_id}': ({ path }) => file(path.file_id),
      },
    });
  const catalogue = new Catalogue(api, () => time.now);
  return { time, stored, files, file, catalogue, photoList: new PhotoList(api, catalogue, 60, () => time.now) };
}

const ids = (photoList: PhotoList) => photoList.state.value.entries.map((entry) => entry.file.id);

describe('the photo list', () => {
  it('loads page after page, each once', async () => {
    const { files, photoList } = libraryOf(200);
    await Promise.all([photoList.more(), photoList.more()]);
    expect(ids(photoList)).toHaveLength(60);
    await photoList.more();
    expect(ids(photoList)).toHaveLength(160);
    expect(photoList.state.value.complete).toBe(false);
    await photoList.more();
    await photoList.more();
    expect(ids(photoList)).toHaveLength(200);
    expect(photoList.state.value.complete).toBe(true);
    expect(files).toHaveBeenCalledTimes(3);
  });

  it('keeps its photos when a page fails to load, and continues later', async () => {
    const { files, photoList } = libraryOf(100);
    await photoList.more();
    files.mockRejectedValueOnce(new Offline());
    await photoList.more();
    expect(photoList.state.value).toMatchObject({ loading: false, error: expect.any(Offline) as Offline });
    expect(ids(photoList)).toHaveLength(60);
    await photoList.more();
    expect(photoList.state.value.error).toBeUndefined();
    expect(ids(photoList)).toHaveLength(100);
  });

  it('puts an upload at the top, and in its month once its date is known', async () => {
    const { catalogue, photoList } = libraryOf(10);
    await photoList.more();
    const created_at = new Date(NOON + HOUR).toISOString();
    const pending = storedFile('new', { status: 'pending', created_at, width: null, height: null });
    catalogue.put(pending);
    expect(ids(photoList)[0]).toBe('new');
    const taken_at = clock(NOON - 4.5 * HOUR);
    catalogue.put({ ...pending, status: 'ready', taken_at, version: 2 });
    expect(ids(photoList).indexOf('new')).toBe(5);
    expect(photoList.indexOf('new')).toBe(5);
  });

  it('moves a photo whose date was corrected, also out of the loaded part and back', async () => {
    const { catalogue, photoList } = libraryOf(200);
    await photoList.more();
    catalogue.apply([
      { type: 'file', id: 'p3', file: photoAt(3, { taken_at: clock(NOON - 30.5 * HOUR), version: 2 }) },
    ]);
    expect(photoList.indexOf('p3')).toBe(30);
    expect(ids(photoList)).toHaveLength(60);
    catalogue.put(photoAt(3, { taken_at: '1999-12-31T23:30:00', version: 3 }));
    expect(ids(photoList)).not.toContain('p3');
    catalogue.put(photoAt(3, { taken_at: clock(NOON + HOUR), version: 4 }));
    expect(photoList.indexOf('p3')).toBe(0);
  });

  it('does not insert photos below the loaded part', async () => {
    const { catalogue, photoList } = libraryOf(200);
    await photoList.more();
    catalogue.put(storedFile('old', { taken_at: '2001-01-01T00:00:00' }));
    expect(ids(photoList)).not.toContain('old');
  });

  it('removes trashed, rejected and deleted photos, and ignores other files', async () => {
    const { catalogue, photoList } = libraryOf(4);
    await photoList.more();
    catalogue.put(photoAt(0, { state: 'trashed', version: 2 }));
    catalogue.put(photoAt(1, { status: 'rejected', version: 2 }));
    catalogue.remove('p2');
    catalogue.put(storedFile('text', { kind: 'other' }));
    expect(ids(photoList)).toEqual(['p3']);
    catalogue.put(photoAt(0, { version: 3 }));
    expect(ids(photoList)).toEqual(['p0', 'p3']);
  });

  it('removes a photo that a reload shows as rejected', async () => {
    const { time, stored, catalogue, photoList } = libraryOf(3);
    await photoList.more();
    const waiting = photoAt(-1, { status: 'pending', created_at: clock(time.now) + 'Z' });
    catalogue.put(waiting);
    expect(ids(photoList)).toEqual(['p-1', 'p0', 'p1', 'p2']);
    stored.unshift({ ...waiting, status: 'rejected', version: waiting.version + 1 });
    await photoList.reload();
    expect(ids(photoList)).toEqual(['p0', 'p1', 'p2']);
  });

  it('hides photos that were declared long ago and never uploaded', async () => {
    const { stored, photoList } = libraryOf(3);
    stored[1] = photoAt(1, { status: 'pending', taken_at: null, created_at: '2026-07-04T11:00:00.000Z' });
    await photoList.more();
    expect(ids(photoList)).toEqual(['p0', 'p2']);
  });

  it('shows on refresh what was added and deleted elsewhere', async () => {
    const { stored, photoList } = libraryOf(150);
    await photoList.more();
    await photoList.more();
    stored.splice(5, 1);
    stored.unshift({ ...storedFile('fresh', { taken_at: clock(NOON + HOUR) }), urls: null });
    await photoList.refresh();
    expect(ids(photoList)).toHaveLength(150);
    expect(ids(photoList)[0]).toBe('fresh');
    expect(ids(photoList)).not.toContain('p5');
    expect(ids(photoList)).toContain('p149');
  });

  it('renews stale URLs a page at a time, and a few of them one by one', async () => {
    const { catalogue, time, file, files, photoList } = libraryOf(160);
    await photoList.more();
    await photoList.more();
    time.now += PREVIEW_FRESH_MS;
    expect(catalogue.urls('p70')).toBeUndefined();
    await photoList.renew(['p70', 'p71', 'p72', 'p5']);
    expect(files).toHaveBeenCalledTimes(3);
    expect(files).toHaveBeenLastCalledWith({ kind: 'media', urls: true, limit: 100, cursor: '60' });
    expect(file.mock.calls).toEqual([['p5']]);
    expect(catalogue.urls('p71')).toBeDefined();
    await photoList.renew(['p70', 'p71', 'p72', 'p5']);
    expect(files).toHaveBeenCalledTimes(3);
  });

  it.each(['more', 'refresh'] as const)('keeps changes that arrive while a page is loading (%s)', async (how) => {
    const { catalogue, files, photoList } = libraryOf(100);
    if (how === 'refresh') await photoList.more();
    let answer: () => void = () => undefined;
    const read = files.getMockImplementation();
    files.mockImplementationOnce((query) => {
      const page = read?.(query);
      return new Promise((resolve) => (answer = () => resolve(page ?? { items: [], cursor: null })));
    });
    const loading = photoList[how]();
    catalogue.put(storedFile('new', { taken_at: clock(NOON + HOUR) }));
    catalogue.put(photoAt(2, { state: 'trashed', version: 2 }));
    catalogue.remove('p3');
    answer();
    await loading;
    expect(ids(photoList).slice(0, 4)).toEqual(['new', 'p0', 'p1', 'p4']);
  });

  it('fetches the URLs of many new photos with one request, and of few one by one', async () => {
    const { catalogue, time, file, files, stored, photoList } = libraryOf(100);
    await photoList.more();
    const addPhoto = (id: string): void => {
      time.now += HOUR / 1000;
      const photo = storedFile(id, { taken_at: clock(time.now) });
      stored.unshift({ ...photo, urls: { original: id, previews: [] } });
      catalogue.put(photo);
    };
    ['a', 'b'].forEach(addPhoto);
    await photoList.renew(['b', 'a']);
    expect(file.mock.calls).toEqual([['b'], ['a']]);
    ['c', 'd', 'e'].forEach(addPhoto);
    await photoList.renew(['e', 'd', 'c']);
    expect(file).toHaveBeenCalledTimes(2);
    expect(files).toHaveBeenLastCalledWith({ kind: 'media', urls: true, limit: 3, cursor: undefined });
    expect(catalogue.urls('c')?.original).toBe('c');
  });

  it('reloads its photos after a pending page, and nothing if it is empty', async () => {
    const { files, stored, photoList } = libraryOf(100);
    await photoList.reload();
    expect(files).not.toHaveBeenCalled();
    const loading = photoList.more();
    stored.splice(1, 1);
    await photoList.reload();
    await loading;
    expect(files).toHaveBeenCalledTimes(2);
    expect(files).toHaveBeenLastCalledWith({ kind: 'media', limit: 60 });
    expect(ids(photoList)).not.toContain('p1');
    files.mockRejectedValueOnce(new Offline());
    await expect(photoList.reload()).rejects.toThrow(Offline);
  });
});
