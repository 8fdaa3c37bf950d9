import { describe, expect, it } from 'vitest';
import { isNearEnd, rowsIn } from './windowing';

const view = { top: 0, height: 800, rowHeight: 100, count: 5000 };

describe('rowsIn', () => {
  it('holds the rows in view and a few spare ones', () => {
    expect(rowsIn(view, 0)).toEqual({ first: 0, end: 8 });
    expect(rowsIn({ ...view, top: 10_050 }, 4)).toEqual({ first: 96, end: 113 });
  });

  it('stays within the list', () => {
    expect(rowsIn({ ...view, top: -300 }, 2)).toEqual({ first: 0, end: 7 });
    expect(rowsIn({ ...view, top: 499_500 }, 4)).toEqual({ first: 4991, end: 5000 });
    expect(rowsIn({ ...view, top: 900_000 }, 4)).toEqual({ first: 5000, end: 5000 });
    expect(rowsIn({ ...view, count: 0 }, 4)).toEqual({ first: 0, end: 0 });
    expect(rowsIn({ ...view, rowHeight: 0 }, 4)).toEqual({ first: 0, end: 0 });
  });
});

it('knows when to load more', () => {
  expect(isNearEnd({ ...view, count: 100 })).toBe(false);
  expect(isNearEnd({ ...view, count: 100, top: 7000 })).toBe(true);
  expect(isNearEnd({ ...view, count: 3 })).toBe(true);
});
