import { describe, expect, it } from 'vitest';

import { webp } from '../testing/pictureBytes';
import { groundOf } from './ground';
import { storedFile } from '../testing/files';

const placeholder = (flags: number): string =>
  `data:image/webp;base64,${btoa(String.fromCharCode(...webp({ flags })))}`;

describe('the ground of a picture', () => {
  it('is its placeholder, until it is there', () => {
    const file = storedFile('a', { placeholder: placeholder(0) });
    expect(groundOf(file)).toEqual({ class: '', image: `url("${file.placeholder ?? ''}")` });
  });

  it('is chequered where the picture can be seen through, and no placeholder shines through it', () => {
    expect(groundOf(storedFile('a', { placeholder: placeholder(0x10) }))).toEqual({
      class: ' chequered',
      image: undefined,
    });
  });

  it('is nothing that the service would not make', () => {
    expect(groundOf(storedFile('a', { placeholder: 'https://elsewhere.example/x.webp' })).image).toBeUndefined();
    expect(groundOf(storedFile('a', { placeholder: 'data:image/webp;base64,")' })).image).toBeUndefined();
    expect(groundOf(storedFile('a')).image).toBeUndefined();
  });
});
