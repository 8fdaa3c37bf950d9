import { expect, it } from 'vitest';

import { mapCaret } from './caret';

/** Replace a text with its caret at `|`, and return the new text with the caret marked the same way. */
function after(text: string, next: string): string {
  const place = text.indexOf('|');
  const to = mapCaret(place, text.replace('|', ''), next);
  return `${next.slice(0, to)}|${next.slice(to)}`;
}

it('leaves the caret where it was in the words around it', () => {
  expect(after('flour|\nwater', 'flour\nwater\nsalt')).toBe('flour|\nwater\nsalt');
  expect(after('flour\nwat|er', 'rye flour\nwater')).toBe('rye flour\nwat|er');
  expect(after('flour\nwater|', 'water')).toBe('water|');
  expect(after('|flour', 'rye flour')).toBe('|rye flour');
});

it('puts it behind what replaced the words that it was in', () => {
  expect(after('500 g wh|eat, water', '500 g rye, water')).toBe('500 g rye|, water');
  expect(after('fl|our', '')).toBe('|');
});

it('stays in its line, whatever happens before and behind it', () => {
  expect(after('flour\n500 g wa|ter', 'rye\nflour\n500 g water\nsalt')).toBe('rye\nflour\n500 g wa|ter\nsalt');
  expect(after('one\n\ntw|o', '0\none\n\ntwo\n3')).toBe('0\none\n\ntw|o\n3');
  expect(after('two\n|\nthree', 'two\n\nfour\nthree')).toBe('two\n|\nfour\nthree');
  expect(after('two\nx\ntw|o', 'x\ntwo')).toBe('x\ntw|o');
});

it('is not misled by what repeats itself', () => {
  expect(after('aa|a', 'aaaa')).toBe('aa|aa');
  expect(after('aaaa|', 'aa')).toBe('aa|');
});
