import { describe, expect, it } from 'vitest';
import type { Api } from '../../api/client';
import { ApiError, Offline } from '../../api/errors';
import { contents, deleteAll, listTrash, type Deletion } from './emptying';

const refusal = (status: number): ApiError =>
  new ApiError({ type: '', title: '', status, detail: '', request_id: '', errors: [] });
const works: Deletion = () => Promise.resolve();
const fails =
  (error: Error): Deletion =>
  () =>
    Promise.reject(error);

describe('listTrash', () => {
  it('goes through every page of both', async () => {
    const pages: Record<string, { items: object[]; cursor: string | null }> = {
      '/notes': { items: [{ id: 'a' }], cursor: 'more' },
      '/notes more': { items: [{ id: 'b' }], cursor: null },
      '/files': { items: [{ id: 'c' }], cursor: null },
    };
    const get = (route: string, { query }: { query: { cursor?: string } }): Promise<unknown> =>
      Promise.resolve(pages[query.cursor === undefined ? route : `${route} ${query.cursor}`]);
    const { notes, files } = await listTrash({ get } as unknown as Api);
    expect([...notes, ...files].map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(contents({ notes, files })).toBe('2 notes and 1 file');
  });
});

describe('deleteAll', () => {
  it('deletes each once, a few at a time, and reports the progress', async () => {
    let [running, most] = [0, 0];
    const progress: number[] = [];
    const slow: Deletion = async () => {
      most = Math.max(most, (running += 1));
      await Promise.resolve();
      running -= 1;
    };
    const outcome = await deleteAll(Array<Deletion>(20).fill(slow), (done) => progress.push(done));
    expect(outcome).toEqual({ deleted: 20, failed: [], error: undefined });
    expect(most).toBe(4);
    expect(progress.at(-1)).toBe(20);
  });

  it('counts what is gone as deleted, and skips what was restored', async () => {
    const outcome = await deleteAll([works, fails(refusal(404)), fails(refusal(409))], () => undefined);
    expect(outcome).toMatchObject({ deleted: 2, failed: [] });
  });

  it('goes on after a failure, and keeps what failed for another attempt', async () => {
    const bad = fails(refusal(500));
    const outcome = await deleteAll([bad, works, works], () => undefined);
    expect(outcome.deleted).toBe(2);
    expect(outcome.failed).toEqual([bad]);
  });

  it('stops when the connection is lost', async () => {
    const all = [works, fails(new Offline()), ...Array<Deletion>(50).fill(works)];
    const outcome = await deleteAll(all, () => undefined);
    expect(outcome.failed.length).toBeGreaterThan(40);
    expect(outcome.deleted + outcome.failed.length).toBe(all.length);
  });
});
