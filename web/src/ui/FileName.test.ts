import { expect, it } from 'vitest';

import { shownName } from './FileName';

it('shows a name without the controls that would show its end elsewhere', () => {
  expect(shownName('photo\u202egpj.exe')).toBe('photogpj.exe');
  expect(shownName('\u2067a\u2069\u200f.jpg')).toBe('a.jpg');
  expect(shownName('صورة.jpg')).toBe('صورة.jpg');
  expect(shownName('👩‍👧.jpg')).toBe('👩‍👧.jpg');
});
