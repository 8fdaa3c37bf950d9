import { describe, expect, it } from 'vitest';

import { extended, emptySelection, remaining, toggled } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];

describe('a selection', () => {
  it('selects a photo and deselects it', () => {
    const one = toggled(emptySelection, 'a');
    expect([...one.ids]).toEqual(['a']);
    expect(toggled(one, 'a')).toEqual(emptySelection);
  });

  it('extends from the last one in both directions, and keeps the others', () => {
    expect([...extended(toggled(emptySelection, 'b'), order, 'd').ids]).toEqual(['b', 'c', 'd']);
    expect([...extended(toggled(toggled(emptySelection, 'e'), 'c'), order, 'a').ids].sort()).toEqual([
      'a',
      'b',
      'c',
      'e',
    ]);
  });

  it('selects one if there is nothing to extend from', () => {
    expect([...extended(emptySelection, order, 'c').ids]).toEqual(['c']);
  });

  it('drops photos that are gone', () => {
    const three = extended(toggled(emptySelection, 'a'), order, 'c');
    expect(remaining(three, new Set(['a']))).toEqual({ ids: new Set(['b', 'c']), anchor: null });
    expect(remaining(three, new Set(['a', 'b', 'c']))).toEqual(emptySelection);
  });
});
