import { describe, expect, it } from 'vitest';
import { isNearEnd, rowsIn, rowsMoved } from './windowing';

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

describe('rowsMoved', () => {
  const rows = (text: string) => Array.from(text, (letter) => ({ id: letter.toLowerCase(), letter }));
  const moved = (before: string, after: string, first: number) =>
    rowsMoved(rows(before), rows(after), { first, end: first + 3 }, (one, other) => one.letter === other.letter);

  it('counts what came and went above', () => {
    expect(moved('abcdef', 'xyabcdef', 2)).toBe(2);
    expect(moved('abcdef', 'bcdef', 2)).toBe(-1);
  });

  it('does not mind what happens below', () => {
    expect(moved('abcdef', 'abcdexf', 2)).toBe(0);
    expect(moved('abcdef', 'abcef', 2)).toBe(0);
  });

  it('keeps the rest where it is when the first row in view goes', () => {
    expect(moved('abcdef', 'abdef', 2)).toBe(-1);
  });

  it('does not follow a row that has gone to the top', () => {
    expect(moved('abcdef', 'Cabdef', 2)).toBe(0);
    expect(moved('abcdef', 'Eabcdf', 2)).toBe(1);
  });

  it('stays where it is when all is new', () => {
    expect(moved('abcdef', 'uvwxyz', 2)).toBe(0);
  });
});
