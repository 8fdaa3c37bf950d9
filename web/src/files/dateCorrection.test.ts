import { describe, expect, it, vi } from 'vitest';

import { ApiError, Offline } from '../api/errors';
import type { FileChanges, StoredFile } from '../api/types';
import { DAY_MINUTES, HOUR_MINUTES } from '../ui/localTime';
import { correctedDates, applyCorrections, correctionsFor, type DateChange } from './dateCorrection';
import { storedFile } from '../testing/files';

const later: DateChange = { kind: 'shift', minutes: DAY_MINUTES + HOUR_MINUTES };
const may = (id: string): StoredFile => storedFile(id, { taken_at: '2021-05-31T23:30:07', taken_offset: '+02:00' });
const problem = (status: number): ApiError =>
  new ApiError({ type: '', title: '', status, detail: 'No.', request_id: '', errors: [] });

/** Create a service for dates that refuses a change of an outdated version. */
function service(...files: StoredFile[]) {
  const stored = new Map(files.map((file) => [file.id, file]));
  const get = (id: string): StoredFile => stored.get(id) ?? storedFile(id);
  const write = (id: string, body: FileChanges): StoredFile => {
    const file = { ...get(id), ...(body as Partial<StoredFile>), version: get(id).version + 1 };
    stored.set(id, file);
    return file;
  };
  const patch = vi.fn((id: string, body: FileChanges, version: number): Promise<StoredFile> => {
    if (get(id).version !== version) return Promise.reject(problem(412));
    return Promise.resolve(write(id, body));
  });
  return { get, write, patch, read: vi.fn((id: string) => Promise.resolve(get(id))) };
}

describe('a corrected date', () => {
  it('is shifted by days and hours across the end of a month, and keeps its offset', () => {
    expect(correctedDates(may('a'), later)).toEqual({ taken_at: '2021-06-02T00:30:07' });
  });

  it('is set, with the time of each photo or with one for all', () => {
    expect(correctedDates(may('a'), { kind: 'set', date: '2020-01-02', time: '' })).toStrictEqual({
      taken_at: '2020-01-02T23:30:07',
    });
    expect(correctedDates(storedFile('a'), { kind: 'set', date: '2020-01-02', time: '' })).toEqual({
      taken_at: '2020-01-02T00:00:00',
    });
    expect(correctedDates(may('a'), { kind: 'set', date: '2020-01-02', time: '08:09', offset: null })).toEqual({
      taken_at: '2020-01-02T08:09:00',
      taken_offset: null,
    });
  });

  it('is undefined without a date to shift or to set', () => {
    expect(correctedDates(storedFile('a'), later)).toBeUndefined();
    expect(correctedDates(may('a'), { kind: 'set', date: '', time: '' })).toBeUndefined();
    expect(correctionsFor([may('a'), storedFile('b')], later).map(({ base }) => base.id)).toEqual(['a']);
  });

  it('is null to restore the date in the picture', () => {
    expect(correctedDates(may('a'), { kind: 'original' })).toEqual({ taken_at: null, taken_offset: null });
  });
});

describe('correcting dates', () => {
  it('sends each once, a few at a time, and reports progress', async () => {
    const files = Array.from({ length: 12 }, (_, at) => may(`p${at}`));
    const client = service(...files);
    let busy = 0;
    let most = 0;
    const patch: typeof client.patch = vi.fn(async (...args) => {
      most = Math.max(most, (busy += 1));
      await Promise.resolve();
      busy -= 1;
      return client.patch(...args);
    });
    const onProgress = vi.fn();
    const { done, failed } = await applyCorrections(
      correctionsFor(files, later),
      later,
      { ...client, patch },
      onProgress,
    );
    expect([done.length, failed.length, onProgress.mock.calls.length]).toEqual([12, 0, 12]);
    expect(patch).toHaveBeenCalledTimes(12);
    expect(client.read).not.toHaveBeenCalled();
    expect(most).toBeLessThanOrEqual(4);
    expect(client.get('p7').taken_at).toBe('2021-06-02T00:30:07');
  });

  it('applies to the latest version after a change elsewhere', async () => {
    const client = service(may('a'), may('b'));
    client.write('a', { caption: 'Elsewhere' });
    client.write('b', { taken_at: '2021-05-01T12:00:00' });
    await applyCorrections(correctionsFor([may('a'), may('b')], later), later, client);
    expect(client.get('a')).toMatchObject({ caption: 'Elsewhere', taken_at: '2021-06-02T00:30:07' });
    expect(client.get('b').taken_at).toBe('2021-05-02T13:00:00');
    expect([client.patch.mock.calls.length, client.read.mock.calls.length]).toEqual([4, 2]);
  });

  it.each([new Offline(), problem(502)])('shifts nothing twice if the response is lost (%s)', async (lost) => {
    const client = service(may('a'));
    client.patch.mockImplementationOnce((id, body) => {
      client.write(id, body);
      return Promise.reject(lost);
    });
    const { failed } = await applyCorrections(correctionsFor([may('a')], later), later, client);
    expect(failed).toHaveLength(1);
    const again = await applyCorrections(failed, later, client);
    expect(again.done.map(({ after }) => after)).toEqual([client.get('a')]);
    expect(client.get('a').taken_at).toBe('2021-06-02T00:30:07');
    expect(client.patch).toHaveBeenCalledTimes(1);
  });

  it('returns the photos that failed and the error, and retries them', async () => {
    const client = service(may('a'), may('b'), may('c'));
    client.patch.mockRejectedValueOnce(new Offline());
    const result = await applyCorrections(correctionsFor([may('a'), may('b'), may('c')], later), later, client);
    expect(result.done.map(({ after }) => after.id).sort()).toEqual(['b', 'c']);
    expect(result.error).toBeInstanceOf(Offline);
    const again = await applyCorrections(result.failed, later, client);
    expect(again.failed).toEqual([]);
    expect(client.get('a').taken_at).toBe('2021-06-02T00:30:07');
  });

  it('gives up after repeated conflicts, and does not retry a rejected request', async () => {
    const client = service(may('a'));
    client.patch.mockImplementation(() => Promise.reject(problem(412)));
    expect((await applyCorrections(correctionsFor([may('a')], later), later, client)).failed).toHaveLength(1);
    expect(client.patch).toHaveBeenCalledTimes(4);
    client.patch.mockClear();
    client.patch.mockImplementation(() => Promise.reject(problem(400)));
    await applyCorrections(correctionsFor([may('a')], later), later, client);
    expect(client.patch).toHaveBeenCalledTimes(1);
  });
});
