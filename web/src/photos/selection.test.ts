import { describe, expect, it } from 'vitest';

import { extended, nothing, remaining, toggled } from './selection';

const order = ['a', 'b', 'c', 'd', 'e'];

describe('a selection', () => {
  it('takes one in and lets it go', () => {
    const one = toggled(nothing, 'a');
    expect([...one.ids]).toEqual(['a']);
    expect(toggled(one, 'a')).toEqual(nothing);
  });

  it('reaches from the one touched last, either way, and adds', () => {
    expect([...extended(toggled(nothing, 'b'), order, 'd').ids]).toEqual(['b', 'c', 'd']);
    expect([...extended(toggled(toggled(nothing, 'e'), 'c'), order, 'a').ids].sort()).toEqual(['a', 'b', 'c', 'e']);
  });

  it('begins with one where there is nothing to reach from', () => {
    expect([...extended(nothing, order, 'c').ids]).toEqual(['c']);
  });

  it('shrinks with what is gone', () => {
    const three = extended(toggled(nothing, 'a'), order, 'c');
    expect(remaining(three, new Set(['a']))).toEqual({ ids: new Set(['b', 'c']), anchor: null });
    expect(remaining(three, new Set(['a', 'b', 'c']))).toEqual(nothing);
  });
});
