import { describe, expect, it, vi } from 'vitest';

import { answering } from '../testing/api';
import type { Change, FileWithUrls } from '../api/types';
import { Catalogue } from './fileCatalogue';
import { FRESH_FOR } from './freshness';
import { storedFile } from '../testing/files';

function withUrls(id: string, version = 1, url = 'https://media.example/1'): FileWithUrls {
  return { ...storedFile(id, { version }), urls: { original: url, previews: [] } };
}

function catalogueAt(clock: { now: number }, file = vi.fn((id: string) => Promise.resolve(withUrls(id)))) {
  return {
    file,
    catalogue: new Catalogue(
      () => answering({ get: { '/files/{file_id}': ({ path }) => file(path.file_id) } }),
      () => clock.now,
    ),
  };
}

describe('the catalogue', () => {
  it('tells of what is new, changed and gone, and of nothing twice', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    const heard: string[] = [];
    const stop = catalogue.subscribe((id, file) => heard.push(`${id}${file ? file.version : ' gone'}`));
    catalogue.keep(withUrls('a'));
    catalogue.keep(withUrls('a'));
    catalogue.keep(withUrls('a', 2));
    catalogue.forget('a');
    stop();
    catalogue.keep(withUrls('b'));
    expect(heard).toEqual(['a1', 'a2', 'a gone']);
  });

  it('lets no late answer take a change back', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.keep(withUrls('a', 3));
    catalogue.keep(withUrls('a', 2));
    expect(catalogue.get('a')?.version).toBe(3);
  });

  it('hands URLs out for fourteen minutes', () => {
    const clock = { now: 1000 };
    const { catalogue } = catalogueAt(clock);
    catalogue.keep(withUrls('a'));
    clock.now += FRESH_FOR - 1;
    expect(catalogue.urls('a')).toBeDefined();
    clock.now += 1;
    expect(catalogue.urls('a')).toBeUndefined();
    expect(catalogue.get('a')).toBeDefined();
  });

  it('takes fresh URLs of a file that has not changed otherwise', async () => {
    const clock = { now: 0 };
    const { catalogue } = catalogueAt(clock);
    catalogue.keep(withUrls('a', 1, 'https://media.example/old'));
    clock.now = FRESH_FOR;
    await catalogue.read('a');
    expect(catalogue.urls('a')?.original).toBe('https://media.example/1');
  });

  it('gives up URLs that do not work', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.keep(withUrls('a'));
    catalogue.doubt('a');
    expect(catalogue.urls('a')).toBeUndefined();
  });

  it('asks once for what many want, and again after a failure', async () => {
    const file = vi.fn((id: string) => Promise.resolve(withUrls(id)));
    file.mockRejectedValueOnce(new Error('no'));
    const { catalogue } = catalogueAt({ now: 0 }, file);
    await expect(Promise.all([catalogue.read('a'), catalogue.read('a')])).rejects.toThrow('no');
    expect(file).toHaveBeenCalledTimes(1);
    expect((await catalogue.read('a')).id).toBe('a');
  });

  it('keeps no URLs among what it knows of a file', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.keep(withUrls('a'));
    expect(JSON.stringify(catalogue.get('a'))).not.toContain('media.example');
  });

  it('takes what changed elsewhere, and of what it knows nothing again', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.keep(withUrls('a', 2));
    const heard: string[] = [];
    catalogue.subscribe((id, file) => heard.push(`${id}${file ? file.version : ' gone'}`));
    const file = (id: string, version: number): Change => ({ type: 'file', id, file: storedFile(id, { version }) });
    catalogue.apply([file('a', 2), file('a', 1), file('b', 1), file('a', 3)]);
    catalogue.apply([{ type: 'gone', id: 'b', entity: 'file', deleted_at: '' }]);
    catalogue.apply([{ type: 'gone', id: 'a', entity: 'note', deleted_at: '' }]);
    expect(heard).toEqual(['b1', 'a3', 'b gone']);
    expect(catalogue.urls('a')).toBeDefined();
  });

  it('does not bring back what is gone when an older answer comes', () => {
    const { catalogue } = catalogueAt({ now: 0 });
    catalogue.keep(withUrls('a'));
    catalogue.forget('a');
    catalogue.keep(withUrls('a', 2));
    expect(catalogue.get('a')).toBeUndefined();
  });
});
