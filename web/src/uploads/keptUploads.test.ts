import 'fake-indexeddb/auto';

import { afterEach, describe, expect, it } from 'vitest';

import { database, type Database } from '../storage/database';
import type { Locks } from '../ui/tabId';
import { KeptFiles } from './keptFiles';
import { forgetUploads, KeptUploads, type UploadRecord } from './keptUploads';

/** Return locks for which these tabs are closed; all other locks are granted one after the other. */
function locksWhere(gone: readonly string[]): Locks {
  let last: Promise<unknown> = Promise.resolve();
  const request = (name: string, ...rest: unknown[]): Promise<unknown> => {
    const act = rest.at(-1) as (lock: Lock | null) => unknown;
    const isFree = !name.startsWith('skynotes.tab.') || gone.some((tab) => name.endsWith(tab));
    const lock = isFree ? ({ name, mode: 'exclusive' } as Lock) : null;
    if (rest.length > 1) return Promise.resolve(act(lock));
    last = last.then(() => act(lock));
    return last;
  };
  return { request };
}

function tabOf(tab: string, owner = 'ann', gone: readonly string[] = [], locks = locksWhere(gone)): KeptUploads {
  return new KeptUploads({ owner, tab, locks, files: new KeptFiles() });
}

/** Simulate a page that is closed before it opens the database for this write, after which it does nothing more. */
function closingBefore(write: number): { open: () => Promise<Database>; closed: Promise<void> } {
  let writes = 0;
  let close = (): void => undefined;
  const closed = new Promise<void>((resolve) => (close = resolve));
  const open = (): Promise<Database> => {
    writes += 1;
    if (writes < write) return database();
    close();
    return new Promise(() => undefined);
  };
  return { open, closed };
}

function record(key: string, chosenAt = 1): UploadRecord {
  return { key, chosenAt, idempotencyKey: `once-${key}` };
}

const photo = (name: string): File => new File(['bytes'], name, { type: 'image/jpeg' });
const keysOf = (found: readonly { key: string }[]): string[] => found.map(({ key }) => key);
const unknown = (): boolean => false;

afterEach(async () => {
  for (const owner of ['ann', 'bob']) {
    await forgetUploads(owner);
    await new KeptFiles().forgetAll(owner);
  }
});

describe('kept uploads', () => {
  it('are found again by the same tab after a reload, oldest first, with their bytes', async () => {
    const before = tabOf('one');
    await before.keep(record('b', 2), photo('b.jpg'));
    await before.keep(record('a', 1), photo('a.jpg'));
    const found = await tabOf('one').adopt(unknown);
    expect(keysOf(found)).toEqual(['a', 'b']);
    expect([found[0]?.file.name, await found[0]?.file.text(), found[0]?.idempotencyKey]).toEqual([
      'a.jpg',
      'bytes',
      'once-a',
    ]);
  });

  it('are found in the order of selection', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a', 2), photo('a.jpg'));
    await tab.keep(record('b', 1), photo('b.jpg'));
    expect(keysOf(await tab.adopt(unknown))).toEqual(['b', 'a']);
  });

  it('are removed together with their bytes; a record without bytes is dropped', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a'), photo('a.jpg'));
    await tab.forget('a');
    expect(await new KeptFiles().keys('ann')).toEqual([]);
    await tab.saveRecord(record('b'));
    expect(await tab.adopt(unknown)).toEqual([]);
    expect(await (await database()).getAll('uploads')).toEqual([]);
  });

  it('are not recorded if the device has no room for their bytes', async () => {
    const files = new KeptFiles(() => Promise.reject(new DOMException('Full', 'QuotaExceededError')));
    const tab = new KeptUploads({ owner: 'ann', tab: 'one', locks: locksWhere([]), files });
    expect(await tab.keep(record('a'), photo('a.jpg'))).toBe(false);
    expect(await (await database()).getAll('uploads')).toEqual([]);
  });

  it('stay with an open tab, and are adopted by another one once it is closed', async () => {
    await tabOf('one').keep(record('a'), photo('a.jpg'));
    expect(await tabOf('two').adopt(unknown)).toEqual([]);
    expect(keysOf(await tabOf('two', 'ann', ['one']).adopt(unknown))).toEqual(['a']);
  });

  it('are adopted by only one of two tabs at the same time', async () => {
    await tabOf('one').keep(record('a'), photo('a.jpg'));
    const locks = locksWhere(['one']);
    const found = await Promise.all(['two', 'three'].map((tab) => tabOf(tab, 'ann', [], locks).adopt(unknown)));
    expect(found.flatMap(keysOf)).toEqual(['a']);
  });

  it('are never found by another user', async () => {
    await tabOf('one').keep(record('a'), photo('a.jpg'));
    expect(await tabOf('one', 'bob').adopt(unknown)).toEqual([]);
  });

  it('are not found once they are sent, or if the page has them already', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a'), photo('a.jpg'));
    await tab.keep(record('b'), photo('b.jpg'));
    await tab.forget('a');
    expect(await tab.adopt((key) => key === 'b')).toEqual([]);
    expect(keysOf(await tab.adopt(unknown))).toEqual(['b']);
  });

  it('include their progress when the page was closed', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a'), photo('a.jpg'));
    await tab.saveRecord({ ...record('a'), fileId: 'file', sha256: 'sha' });
    expect(await tab.adopt(unknown)).toEqual([expect.objectContaining({ fileId: 'file', sha256: 'sha' })]);
  });

  it.each([1, 2, 3, 4])('leave no orphaned data when the page is closed before write %i', async (closed) => {
    const page = closingBefore(closed);
    const files = new KeptFiles(page.open);
    const tab = new KeptUploads({ owner: 'ann', tab: 'one', locks: locksWhere([]), files, open: page.open });
    void tab.keep(record('a'), photo('a.jpg')).then(() => tab.forget('a'));
    await page.closed;
    const found = keysOf(await tabOf('one').adopt(unknown));
    expect(await new KeptFiles().keys('ann')).toEqual(found.map((key) => `upload.${key}`));
    expect((await (await database()).getAll('uploads')).map(({ key }) => key)).toEqual(found);
  });

  it('remove orphaned bytes of an earlier page', async () => {
    const files = new KeptFiles();
    await files.keep('ann', 'upload.left', [{ file: photo('left.jpg') }]);
    await files.keep('ann', 'capture.a', [{ file: photo('of a note.jpg') }]);
    await tabOf('two').keep(record('b'), photo('b.jpg'));
    expect(await tabOf('one').adopt(unknown)).toEqual([]);
    expect(await files.keys('ann')).toEqual(['capture.a', 'upload.b']);
  });

  it('keep the bytes of uploads of this page, even without a record on the device', async () => {
    const files = new KeptFiles(() => Promise.reject(new DOMException('Full', 'QuotaExceededError')));
    const tab = new KeptUploads({ owner: 'ann', tab: 'one', locks: locksWhere([]), files });
    expect(await tab.keep(record('a'), photo('a.jpg'))).toBe(false);
    await tab.adopt((key) => key === 'a');
    expect(await files.keys('ann')).toEqual(['upload.a']);
  });

  it('are kept if they are added again while they are being removed', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a'), photo('a.jpg'));
    const [, isKept] = await Promise.all([tab.forget('a'), tab.keep(record('a'), photo('a.jpg'))]);
    expect(isKept).toBe(true);
    expect(keysOf(await tabOf('one').adopt(unknown))).toEqual(['a']);
  });

  it('are not recorded any more once the user signs out, and all are removed', async () => {
    const tab = tabOf('one');
    await tab.keep(record('a'), photo('a.jpg'));
    tab.seal();
    expect(await tab.keep(record('b'), photo('b.jpg'))).toBe(false);
    expect(await tab.saveRecord({ ...record('a'), fileId: 'file' })).toBe(false);
    expect(await new KeptFiles().keys('ann')).toEqual(['upload.a']);
    expect(await (await database()).getAll('uploads')).toEqual([expect.not.objectContaining({ fileId: 'file' })]);
    await forgetUploads('ann');
    expect(await (await database()).getAll('uploads')).toEqual([]);
  });

  it('report that the device stores nothing', async () => {
    const open = (): Promise<never> => Promise.reject(new Error('private browsing'));
    const files = new KeptFiles(open);
    const tab = new KeptUploads({ owner: 'ann', tab: 'one', locks: locksWhere([]), files, open });
    expect(await tab.keep(record('a'), photo('a.jpg'))).toBe(false);
    expect(await tab.adopt(unknown)).toEqual([]);
  });
});
