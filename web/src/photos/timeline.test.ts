import { describe, expect, it } from 'vitest';

import type { StoredFile } from '../api/types';
import { storedFile } from '../testing/files';
import { formatMonth } from '../ui/localTime';
import { entryOf, merged, months, insertionIndex, ratiosOf, without } from './timeline';

const entry = (id: string, taken: string | null) => entryOf(storedFile(id, { taken_at: taken }));
const ids = (entries: { file: StoredFile }[]) => entries.map(({ file }) => file.id).join('');

describe('the timeline', () => {
  const june = entry('a', '2026-06-15T12:00:00');
  const may = entry('b', '2026-05-15T12:00:00');
  const april = entry('c', '2026-04-15T12:00:00');

  it('uses the time of upload for a photo without a date', () => {
    expect(entry('x', null).sortKey).toBe('2026-07-04T12:00:00');
  });

  it('sorts photos, newest first', () => {
    expect(ids(merged([june, april], [may]))).toBe('abc');
    expect(ids(merged([], [april, june, may]))).toBe('abc');
    expect(ids(merged([june], [april, may]))).toBe('abc');
    expect(insertionIndex([june, april], may)).toBe(1);
    expect(insertionIndex([june, may, april], april)).toBe(2);
  });

  it('moves a photo whose time has become known', () => {
    const waiting = entry('d', null);
    const known = entry('d', '2026-05-01T12:00:00');
    expect(ids(merged([waiting, june, may, april], [known]))).toBe('abdc');
  });

  it('sorts photos of the same time by id', () => {
    const twin = entry('z', '2026-06-15T12:00:00');
    expect(ids(merged([june], [twin]))).toBe('za');
    expect(ids(merged([twin], [june]))).toBe('za');
  });

  it('inserts photos of overlapping pages once', () => {
    expect(ids(merged([june, may], [may, april]))).toBe('abc');
  });

  it('removes photos', () => {
    expect(ids(without([june, may, april], new Set(['b'])))).toBe('ac');
  });

  it('groups photos by month', () => {
    const groups = months([june, entry('y', '2026-06-02T12:00:00'), may]);
    expect(groups.map(({ first, end }) => [first, end])).toEqual([
      [0, 2],
      [2, 3],
    ]);
    expect(groups.map(({ month }) => formatMonth(month, 'en-GB'))).toEqual(['June 2026', 'May 2026']);
    expect(months([])).toEqual([]);
  });

  it('has each month once, in every time zone, whichever of the two times decides', () => {
    const zone = process.env.TZ;
    for (const TZ of ['America/Los_Angeles', 'Europe/Berlin', 'Pacific/Kiritimati']) {
      process.env.TZ = TZ;
      const added = (id: string, created_at: string) => entryOf(storedFile(id, { created_at }));
      const entries = merged(
        [],
        [
          entry('a', '2021-12-31T23:30:00'),
          added('b', '2022-01-01T00:10:00.000Z'),
          added('c', '2021-12-31T23:45:00.999Z'),
          entry('d', '2022-01-01T00:00:00'),
          entry('e', '2021-12-31T23:45:00'),
        ],
      );
      expect(ids(entries)).toBe('bdeca');
      expect(months(entries).map(({ month }) => formatMonth(month, 'en-GB'))).toEqual([
        'January 2022',
        'December 2021',
      ]);
    }
    process.env.TZ = zone;
  });

  it('takes the aspect ratio from the service, from the picture itself, or a default', () => {
    const ratios = ratiosOf(
      [june, entryOf(storedFile('p', { width: null, height: null })), entryOf(storedFile('q', { width: null }))],
      (id) => (id === 'p' ? { width: 100, height: 200 } : undefined),
    );
    expect([...ratios]).toEqual([1.5, 0.5, 4 / 3]);
  });
});
