import 'fake-indexeddb/auto';
import { describe, expect, it } from 'vitest';

import { database } from '../storage/database';
import { KeptFiles } from './keptFiles';

const photo = (name: string, bytes = name) => new File([bytes], name, { type: 'image/jpeg' });
const named = (items: readonly { file: File }[]) => items.map(({ file }) => file.name);

describe('kept files', () => {
  it('are found after a reload, in order and with their other properties', async () => {
    const files = [
      { file: photo('b.jpg', 'first'), caption: 'one' },
      { file: photo('a.jpg', 'second'), caption: 'two' },
    ];
    expect(await new KeptFiles().keep('ada', 'note', files)).toBe('device');
    const found = await new KeptFiles().find<{ file: File; caption: string }>('ada', 'note');
    expect(found.map(({ file, caption }) => [file.name, file.type, caption])).toEqual([
      ['b.jpg', 'image/jpeg', 'one'],
      ['a.jpg', 'image/jpeg', 'two'],
    ]);
    expect(await found[0]?.file.text()).toBe('first');
  });

  it('are found only under their key and by their owner', async () => {
    const kept = new KeptFiles();
    await kept.keep('bob', 'one', [{ file: photo('one.jpg') }]);
    await kept.keep('bob', 'one-more', [{ file: photo('more.jpg') }]);
    expect(named(await kept.find('bob', 'one'))).toEqual(['one.jpg']);
    expect(await kept.find('bobby', 'one')).toEqual([]);
    expect(await kept.keys('bob')).toEqual(['one', 'one-more']);
    expect(await kept.keys('bob', 'one-')).toEqual(['one-more']);
  });

  it('replace earlier files under the same key', async () => {
    const kept = new KeptFiles();
    await kept.keep('cy', 'note', [{ file: photo('1.jpg') }, { file: photo('2.jpg') }]);
    await kept.keep('cy', 'note', [{ file: photo('3.jpg') }]);
    expect(named(await kept.find('cy', 'note'))).toEqual(['3.jpg']);
  });

  it('are removed when they are sent, and all of them when their owner signs out', async () => {
    const kept = new KeptFiles();
    for (const key of ['a', 'b', 'c']) await kept.keep('di', key, [{ file: photo(key) }]);
    await kept.keep('ed', 'a', [{ file: photo('theirs') }]);
    await kept.forget('di', 'a');
    expect(await kept.keys('di')).toEqual(['b', 'c']);
    await kept.forgetAll('di');
    expect(await kept.keys('di')).toEqual([]);
    expect(await kept.keys('ed')).toEqual(['a']);
  });

  it('keep their modification time; their key is listed once', async () => {
    const file = new File(['bytes'], 'a.jpg', { type: 'image/jpeg', lastModified: 1234 });
    await new KeptFiles().keep('gus', 'note', [{ file }, { file }]);
    expect((await new KeptFiles().find('gus', 'note')).map((item) => item.file.lastModified)).toEqual([1234, 1234]);
    expect(await new KeptFiles().keys('gus')).toEqual(['note']);
  });

  it('are stored on the device again once it has room', async () => {
    let isFull = true;
    const kept = new KeptFiles(() => (isFull ? Promise.reject(new Error('full')) : database()));
    expect(await kept.keep('hal', 'note', [{ file: photo('before.jpg') }])).toBe('page');
    isFull = false;
    expect(await kept.keep('hal', 'note', [{ file: photo('after.jpg') }])).toBe('device');
    expect(named(await kept.find('hal', 'note'))).toEqual(['after.jpg']);
  });

  it('stay in memory if the device stores nothing', async () => {
    const kept = new KeptFiles(() => Promise.reject(new DOMException('Full', 'QuotaExceededError')));
    expect(await kept.keep('flo', 'note', [{ file: photo('a.jpg') }])).toBe('page');
    expect(named(await kept.find('flo', 'note'))).toEqual(['a.jpg']);
    expect(await kept.keys('flo')).toEqual(['note']);
    expect(await kept.keys('ike')).toEqual([]);
    await kept.forgetAll('flo');
    expect(await kept.find('flo', 'note')).toEqual([]);
  });
});
