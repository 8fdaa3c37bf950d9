import { describe, expect, it } from 'vitest';

import { webp } from '../testing/pictureBytes';
import { backgroundOf } from './background';
import { storedFile } from '../testing/files';

const placeholder = (flags: number): string =>
  `data:image/webp;base64,${btoa(String.fromCharCode(...webp({ flags })))}`;

describe('the background of a picture', () => {
  it('is its placeholder', () => {
    const file = storedFile('a', { placeholder: placeholder(0) });
    expect(backgroundOf(file)).toEqual({ class: '', image: `url("${file.placeholder ?? ''}")` });
  });

  it('is chequered, without a placeholder, for a transparent picture', () => {
    expect(backgroundOf(storedFile('a', { placeholder: placeholder(0x10) }))).toEqual({
      class: ' chequered',
      image: undefined,
    });
  });

  it('ignores placeholders that the service would not make', () => {
    expect(backgroundOf(storedFile('a', { placeholder: 'https://elsewhere.example/x.webp' })).image).toBeUndefined();
    expect(backgroundOf(storedFile('a', { placeholder: 'data:image/webp;base64,")' })).image).toBeUndefined();
    expect(backgroundOf(storedFile('a')).image).toBeUndefined();
  });
});
