import { describe, expect, it } from 'vitest';

import { verticalNeighbour, justify, rowOf, rowsWithin, sectionAt, type Layout } from './layout';

const options = { width: 1000, rowHeight: 200, gap: 4, headingHeight: 50 };

function ratiosOf(count: number): number[] {
  const shapes = [1.5, 0.67, 1, 1.78, 0.75];
  return Array.from({ length: count }, (_, index) => shapes[(index * 7) % shapes.length] ?? 1);
}

function secondsFor(count: number): number {
  const ratios = ratiosOf(count);
  const groups = Array.from({ length: count / 100 }, (_, month) => ({ first: month * 100, end: month * 100 + 100 }));
  const runs = Array.from({ length: 5 }, () => {
    const begun = performance.now();
    justify(ratios, groups, options);
    return (performance.now() - begun) / 1000;
  });
  return Math.min(...runs);
}

function widthsOfRow(layout: Layout, row: number): number {
  const first = layout.rowFirst[row] ?? 0;
  const end = layout.rowFirst[row + 1] ?? 0;
  return layout.width.slice(first, end).reduce((sum, width) => sum + width, 0) + (end - first - 1) * options.gap;
}

describe('justify', () => {
  it('fills every row exactly, except the last of a month', () => {
    const layout = justify(ratiosOf(60), [{ first: 0, end: 60 }], options);
    for (let row = 0; row < layout.rows - 1; row += 1) expect(widthsOfRow(layout, row)).toBe(1000);
    expect(widthsOfRow(layout, layout.rows - 1)).toBeLessThanOrEqual(1000);
  });

  it('keeps rows near the requested height', () => {
    const layout = justify(ratiosOf(500), [{ first: 0, end: 500 }], options);
    for (let row = 0; row < layout.rows; row += 1) {
      expect(layout.rowHeight[row]).toBeGreaterThan(130);
      expect(layout.rowHeight[row]).toBeLessThan(300);
    }
  });

  it('does not enlarge a single photo', () => {
    const layout = justify([1.5], [{ first: 0, end: 1 }], options);
    expect(layout.rowHeight[0]).toBe(200);
    expect(layout.width[0]).toBe(300);
  });

  it('limits the width of panoramas and of very tall photos', () => {
    const layout = justify([40, 0.01, 1.5], [{ first: 0, end: 3 }], options);
    expect(layout.rowHeight[0]).toBeGreaterThan(100);
    expect(Math.min(...layout.width)).toBeGreaterThan(80);
  });

  it('stacks months without overlap, each below its heading', () => {
    const groups = [
      { first: 0, end: 7 },
      { first: 7, end: 8 },
      { first: 8, end: 30 },
    ];
    const layout = justify(ratiosOf(30), groups, options);
    let bottom = 0;
    for (const section of layout.sections) {
      expect(section.top).toBe(bottom);
      expect(layout.rowTop[section.firstRow]).toBe(section.top + options.headingHeight);
      bottom = section.top + section.height;
    }
    expect(layout.height).toBe(bottom);
  });

  it('stays within the width of a phone', () => {
    const layout = justify(ratiosOf(40), [{ first: 0, end: 40 }], { ...options, width: 320, rowHeight: 120, gap: 2 });
    layout.left.forEach((left, index) => expect(left + (layout.width[index] ?? 0)).toBeLessThanOrEqual(320));
  });

  it('is empty without photos', () => {
    expect(justify([], [], options)).toMatchObject({ rows: 0, height: 0, sections: [] });
  });

  it('takes linear time', () => {
    // Ten times as many photos take ten times as long if time is linear, and a hundred times with a search for each.
    expect(secondsFor(20_000)).toBeLessThan(40 * Math.max(secondsFor(2000), 0.001));
  });
});

describe('positions in the layout', () => {
  const groups = Array.from({ length: 20 }, (_, month) => ({ first: month * 50, end: month * 50 + 50 }));
  const layout = justify(ratiosOf(1000), groups, options);

  it('finds exactly the visible rows', () => {
    const [first, end] = rowsWithin(layout, 3000, 3800);
    for (let row = 0; row < layout.rows; row += 1) {
      const top = layout.rowTop[row] ?? 0;
      const seen = top < 3800 && top + (layout.rowHeight[row] ?? 0) > 3000;
      expect(row >= first && row < end).toBe(seen);
    }
  });

  it('finds no rows outside of the grid', () => {
    expect(rowsWithin(layout, -500, -100)).toEqual([0, 0]);
    const [first, end] = rowsWithin(layout, layout.height + 10, layout.height + 500);
    expect(end).toBe(first);
  });

  it('finds the row of a photo and the month at a height', () => {
    for (const index of [0, 49, 50, 500, 999]) {
      const row = rowOf(layout, index);
      expect(layout.rowFirst[row]).toBeLessThanOrEqual(index);
      expect(layout.rowFirst[row + 1]).toBeGreaterThan(index);
    }
    expect(sectionAt(layout, -20)).toBe(0);
    expect(sectionAt(layout, (layout.sections[4]?.top ?? 0) + 1)).toBe(4);
    expect(sectionAt(layout, layout.height)).toBe(19);
  });

  it('finds the neighbour in the row above and below, and stops at the ends', () => {
    const below = verticalNeighbour(layout, 0, 1);
    expect(rowOf(layout, below)).toBe(1);
    expect(rowOf(layout, verticalNeighbour(layout, below, -1))).toBe(0);
    expect(verticalNeighbour(layout, 0, -1)).toBe(0);
    expect(verticalNeighbour(layout, 999, 1)).toBe(999);
  });
});
