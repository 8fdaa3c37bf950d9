import { describe, expect, it, vi } from 'vitest';

import { fakeApi } from '../testing/api';
import type { Change, FileWithUrls } from '../api/types';
import { Catalogue } from './fileCatalogue';
import { ORIGINAL_FRESH_MS, PREVIEW_FRESH_MS } from './freshness';
import { storedFile } from '../testing/files';

function withUrls(id: string, version = 1, url = 'https://media.example/1'): FileWithUrls {
  return { ...storedFile(id, { version }), urls: { original: url, previews: [] } };
}

function catalogueAt(clock: { now: number }, file = vi.fn((id: string) => Promise.resolve(withUrls(id)))) {
  return {
    file,
    catalogue: new Catalogue(
      () => fakeApi({ get: { '/files/{file_id}': ({ path }) => file(path.file_id) } }),
      () => clock.now,
    ),
  };
}

describe('the catalogue', () => {
  it('reads again what a request that is under way may answer as it was before', async () => {
    const answers: ((file: FileWithUrls) => void)[] = [];
    const file = vi.fn(() => new Promise<FileWithUrls>((resolve) => answers.push(resolve)));
    const { catalogue } = catalogueAt({ now: 0 }, file);
    const before = catalogue.read('a');
    const after = catalogue.readAgain('a');
    answers[0]?.(withUrls('a', 1));
    await before;
    await vi.waitFor(() => expect(file).toHaveBeenCalledTimes(2));
    answers[1]?.(withUrls('a', 2));
    expect((await after).version).toBe(2);
  });

  it('notifies listeners once of each new, changed and deleted file', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    const events: string[] = [];
    const stop = catalogue.subscribe((id, file) => events.push(`${id}${file ? file.version : ' gone'}`));
    catalogue.put(withUrls('a'));
    catalogue.put(withUrls('a'));
    catalogue.put(withUrls('a', 2));
    catalogue.remove('a');
    stop();
    catalogue.put(withUrls('b'));
    expect(events).toEqual(['a1', 'a2', 'a gone']);
  });

  it('ignores an older version that arrives late', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.put(withUrls('a', 3));
    catalogue.put(withUrls('a', 2));
    expect(catalogue.get('a')?.version).toBe(3);
  });

  it('returns URLs for fourteen minutes', () => {
    const clock = { now: 1000 };
    const { catalogue } = catalogueAt(clock);
    catalogue.put(withUrls('a'));
    clock.now += PREVIEW_FRESH_MS - 1;
    expect(catalogue.urls('a')).toBeDefined();
    clock.now += 1;
    expect(catalogue.urls('a')).toBeUndefined();
    expect(catalogue.get('a')).toBeDefined();
  });

  it('stores fresh URLs of an unchanged file', async () => {
    const clock = { now: 0 };
    const { catalogue } = catalogueAt(clock);
    catalogue.put(withUrls('a', 1, 'https://media.example/old'));
    clock.now = PREVIEW_FRESH_MS;
    await catalogue.read('a');
    expect(catalogue.urls('a')?.original).toBe('https://media.example/1');
  });

  it('returns the URL of an original for four minutes, and then a new one', async () => {
    const clock = { now: 0 };
    const { catalogue, file } = catalogueAt(clock);
    catalogue.put(withUrls('a', 1, 'https://media.example/old'));
    clock.now = ORIGINAL_FRESH_MS - 1;
    expect(await catalogue.originalUrl('a')).toBe('https://media.example/old');
    expect(file).not.toHaveBeenCalled();
    clock.now = ORIGINAL_FRESH_MS;
    expect(catalogue.urls('a')?.original).toBe('https://media.example/old');
    expect(await catalogue.originalUrl('a')).toBe('https://media.example/1');
  });

  it('drops invalidated URLs', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.put(withUrls('a'));
    catalogue.invalidateUrls('a');
    expect(catalogue.urls('a')).toBeUndefined();
  });

  it('shares one request between callers, and retries after a failure', async () => {
    const file = vi.fn((id: string) => Promise.resolve(withUrls(id)));
    file.mockRejectedValueOnce(new Error('no'));
    const { catalogue } = catalogueAt({ now: 0 }, file);
    await expect(Promise.all([catalogue.read('a'), catalogue.read('a')])).rejects.toThrow('no');
    expect(file).toHaveBeenCalledTimes(1);
    expect((await catalogue.read('a')).id).toBe('a');
  });

  it('does not store URLs in the file itself', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.put(withUrls('a'));
    expect(JSON.stringify(catalogue.get('a'))).not.toContain('media.example');
  });

  it('applies changes from the feed, except those it knows', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.put(withUrls('a', 2));
    const events: string[] = [];
    catalogue.subscribe((id, file) => events.push(`${id}${file ? file.version : ' gone'}`));
    const file = (id: string, version: number): Change => ({ type: 'file', id, file: storedFile(id, { version }) });
    catalogue.apply([file('a', 2), file('a', 1), file('b', 1), file('a', 3)]);
    catalogue.apply([{ type: 'gone', id: 'b', entity: 'file', deleted_at: '' }]);
    catalogue.apply([{ type: 'gone', id: 'a', entity: 'note', deleted_at: '' }]);
    expect(events).toEqual(['b1', 'a3', 'b gone']);
    expect(catalogue.urls('a')).toBeDefined();
  });

  it('does not restore a deleted file when an older response arrives', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.put(withUrls('a'));
    catalogue.remove('a');
    catalogue.put(withUrls('a', 2));
    expect(catalogue.get('a')).toBeUndefined();
  });
});
