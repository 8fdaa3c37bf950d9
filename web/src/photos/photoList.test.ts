import { describe, expect, it, vi } from 'vitest';

import { Offline } from '../api/errors';
import type { Query } from '../api/routes';
import { answering } from '../testing/api';
import type { FilePage, FileWithUrls, StoredFile } from '../api/types';
import { Catalogue } from '../files/fileCatalogue';
import { FRESH_FOR } from '../files/freshness';
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
    answering({
      get: {
        '/files': ({ query }) => files(query),
        '/files/{file_id}': ({ path }) => file(path.file_id),
      },
    });
  const catalogue = new Catalogue(api, () => time.now);
  return { time, stored, files, file, catalogue, photoList: new PhotoList(api, catalogue, 60, () => time.now) };
}

const ids = (photoList: PhotoList) => photoList.shown.value.entries.map((entry) => entry.file.id);

describe('the library', () => {
  it('loads page after page, each once', async () => {
    const { files, photoList } = libraryOf(200);
    await Promise.all([photoList.more(), photoList.more()]);
    expect(ids(photoList)).toHaveLength(60);
    await photoList.more();
    expect(ids(photoList)).toHaveLength(160);
    expect(photoList.shown.value.complete).toBe(false);
    await photoList.more();
    await photoList.more();
    expect(ids(photoList)).toHaveLength(200);
    expect(photoList.shown.value.complete).toBe(true);
    expect(files).toHaveBeenCalledTimes(3);
  });

  it('keeps what it has when a page cannot be had, and goes on later', async () => {
    const { files, photoList } = libraryOf(100);
    await photoList.more();
    files.mockRejectedValueOnce(new Offline());
    await photoList.more();
    expect(photoList.shown.value).toMatchObject({ loading: false, error: expect.any(Offline) as Offline });
    expect(ids(photoList)).toHaveLength(60);
    await photoList.more();
    expect(photoList.shown.value.error).toBeUndefined();
    expect(ids(photoList)).toHaveLength(100);
  });

  it('puts an upload on top, and in its month once that is known', async () => {
    const { catalogue, photoList } = libraryOf(10);
    await photoList.more();
    const created_at = new Date(NOON + HOUR).toISOString();
    const pending = storedFile('new', { status: 'pending', created_at, width: null, height: null });
    catalogue.keep(pending);
    expect(ids(photoList)[0]).toBe('new');
    const taken_at = clock(NOON - 4.5 * HOUR);
    catalogue.keep({ ...pending, status: 'ready', taken_at, version: 2 });
    expect(ids(photoList).indexOf('new')).toBe(5);
    expect(photoList.indexOf('new')).toBe(5);
  });

  it('moves a photo whose date was corrected, here or elsewhere, also out of what is loaded and back', async () => {
    const { catalogue, photoList } = libraryOf(200);
    await photoList.more();
    catalogue.apply([
      { type: 'file', id: 'p3', file: photoAt(3, { taken_at: clock(NOON - 30.5 * HOUR), version: 2 }) },
    ]);
    expect(photoList.indexOf('p3')).toBe(30);
    expect(ids(photoList)).toHaveLength(60);
    catalogue.keep(photoAt(3, { taken_at: '1999-12-31T23:30:00', version: 3 }));
    expect(ids(photoList)).not.toContain('p3');
    catalogue.keep(photoAt(3, { taken_at: clock(NOON + HOUR), version: 4 }));
    expect(photoList.indexOf('p3')).toBe(0);
  });

  it('leaves what is further down to its page', async () => {
    const { catalogue, photoList } = libraryOf(200);
    await photoList.more();
    catalogue.keep(storedFile('old', { taken_at: '2001-01-01T00:00:00' }));
    expect(ids(photoList)).not.toContain('old');
  });

  it('lets go of what is trashed, rejected or gone, and ignores plain files', async () => {
    const { catalogue, photoList } = libraryOf(4);
    await photoList.more();
    catalogue.keep(photoAt(0, { state: 'trashed', version: 2 }));
    catalogue.keep(photoAt(1, { status: 'rejected', version: 2 }));
    catalogue.forget('p2');
    catalogue.keep(storedFile('text', { kind: 'other' }));
    expect(ids(photoList)).toEqual(['p3']);
    catalogue.keep(photoAt(0, { version: 3 }));
    expect(ids(photoList)).toEqual(['p0', 'p3']);
  });

  it('lets go of what it first hears from a list that it was rejected', async () => {
    const { time, stored, catalogue, photoList } = libraryOf(3);
    await photoList.more();
    const waiting = photoAt(-1, { status: 'pending', created_at: clock(time.now) + 'Z' });
    catalogue.keep(waiting);
    expect(ids(photoList)).toEqual(['p-1', 'p0', 'p1', 'p2']);
    stored.unshift({ ...waiting, status: 'rejected', version: waiting.version + 1 });
    await photoList.reload();
    expect(ids(photoList)).toEqual(['p0', 'p1', 'p2']);
  });

  it('does not show what was announced long ago and never uploaded', async () => {
    const { stored, photoList } = libraryOf(3);
    stored[1] = photoAt(1, { status: 'pending', taken_at: null, created_at: '2026-07-04T11:00:00.000Z' });
    await photoList.more();
    expect(ids(photoList)).toEqual(['p0', 'p2']);
  });

  it('sees what has come and gone elsewhere', async () => {
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
    time.now += FRESH_FOR;
    expect(catalogue.urls('p70')).toBeUndefined();
    await photoList.renew(['p70', 'p71', 'p72', 'p5']);
    expect(files).toHaveBeenCalledTimes(3);
    expect(files).toHaveBeenLastCalledWith({ kind: 'media', urls: true, limit: 100, cursor: '60' });
    expect(file.mock.calls).toEqual([['p5']]);
    expect(catalogue.urls('p71')).toBeDefined();
    await photoList.renew(['p70', 'p71', 'p72', 'p5']);
    expect(files).toHaveBeenCalledTimes(3);
  });

  it.each(['more', 'refresh'] as const)('loses nothing that comes while a page is on its way (%s)', async (how) => {
    const { catalogue, files, photoList } = libraryOf(100);
    if (how === 'refresh') await photoList.more();
    let answer: () => void = () => undefined;
    const read = files.getMockImplementation();
    files.mockImplementationOnce((query) => {
      const page = read?.(query);
      return new Promise((resolve) => (answer = () => resolve(page ?? { items: [], cursor: null })));
    });
    const loading = photoList[how]();
    catalogue.keep(storedFile('new', { taken_at: clock(NOON + HOUR) }));
    catalogue.keep(photoAt(2, { state: 'trashed', version: 2 }));
    catalogue.forget('p3');
    answer();
    await loading;
    expect(ids(photoList).slice(0, 4)).toEqual(['new', 'p0', 'p1', 'p4']);
  });

  it('has the URLs of many new photos by one request, and of few by one each', async () => {
    const { catalogue, time, file, files, stored, photoList } = libraryOf(100);
    await photoList.more();
    const come = (id: string): void => {
      time.now += HOUR / 1000;
      const photo = storedFile(id, { taken_at: clock(time.now) });
      stored.unshift({ ...photo, urls: { original: id, previews: [] } });
      catalogue.keep(photo);
    };
    ['a', 'b'].forEach(come);
    await photoList.renew(['b', 'a']);
    expect(file.mock.calls).toEqual([['b'], ['a']]);
    ['c', 'd', 'e'].forEach(come);
    await photoList.renew(['e', 'd', 'c']);
    expect(file).toHaveBeenCalledTimes(2);
    expect(files).toHaveBeenLastCalledWith({ kind: 'media', urls: true, limit: 3, cursor: undefined });
    expect(catalogue.urls('c')?.original).toBe('c');
  });

  it('looks again at what it has, after what is on its way, and at nothing where it has nothing', async () => {
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
