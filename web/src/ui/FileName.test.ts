import { expect, it } from 'vitest';

import { withoutBidiControls } from './FileName';

it('removes bidi control characters from a name', () => {
  expect(withoutBidiControls('photo\u202egpj.exe')).toBe('photogpj.exe');
  expect(withoutBidiControls('\u2067a\u2069\u200f.jpg')).toBe('a.jpg');
  expect(withoutBidiControls('صورة.jpg')).toBe('صورة.jpg');
  expect(withoutBidiControls('👩‍👧.jpg')).toBe('👩‍👧.jpg');
});
