import { describe, expect, it } from 'vitest';

import { hasPngExifAsText, isTransparentWebp, isAnimated, tiffOrientation, webpOrientation } from './pictureBytes';
import { gif, isoBoxes, png, tiff, webp } from '../testing/pictureBytes';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('an animated picture', () => {
  it.each([
    ['a WebP', webp({ flags: 0x02 })],
    ['a WebP with transparency and EXIF', webp({ flags: 0x1a })],
    ['an APNG', png(['IHDR', 'acTL', 'IDAT'])],
    ['an APNG with a colour profile before', png(['IHDR', 'iCCP', 'acTL', 'IDAT'])],
    ['an AVIF', isoBoxes('avis', ['avif', 'mif1'])],
    ['an AVIF that calls itself a still one first', isoBoxes('avif', ['mif1', 'avis'])],
    ['a GIF that goes on for ever', gif({ loops: true })],
    ['a GIF that ends', gif({ delay: 8 })],
    ['a GIF whose pictures stay for long', gif({ delay: 0x0300 })],
  ])('is %s', (_, head) => {
    expect(isAnimated(head)).toBe(true);
  });

  it.each([
    ['a still WebP', webp({ flags: 0x18 })],
    ['a plain WebP', bytes('RIFF\x20\0\0\0WEBPVP8 \x10\0\0\0\0\0\0\0\x02')],
    ['a PNG', png(['IHDR', 'IDAT', 'acTL'])],
    ['an AVIF', isoBoxes('avif', ['mif1', 'miaf'])],
    ['a GIF of one picture', gif({})],
    ['a JPEG', bytes('\xff\xd8\xff\xe0\0\x10JFIF\0')],
    ['a few bytes', bytes('GIF89a')],
    ['nothing', bytes('')],
  ])('is not %s', (_, head) => {
    expect(isAnimated(head)).toBe(false);
  });

  it('does not loop on invalid sizes', () => {
    expect(isAnimated(png(['IHDR', 'iCCP'], 0xffffffff))).toBe(false);
    expect(isAnimated(bytes('\xff\xff\xff\xffftypavif'))).toBe(false);
    expect(isAnimated(bytes('GIF89a\0\0\0\0\0\0\0!\xff\xff'))).toBe(false);
  });
});

describe('the orientation', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8] as const)('%d is found in the EXIF of a WebP, before XMP or not', (orientation) => {
    for (const prefix of ['', 'Exif\0\0']) {
      for (const order of ['II', 'MM'] as const) {
        const exif = tiff({ orientation, order, prefix });
        expect(webpOrientation(webp({ flags: 8, exif }).subarray(12))).toBe(orientation);
        expect(webpOrientation(webp({ flags: 8, exif, xmp: true }).subarray(40))).toBe(orientation);
      }
    }
  });

  it('is not read from pixels that look like EXIF', () => {
    const exif = tiff({ orientation: 6 });
    const pixels = bytes(`..EXIF\x1a\0\0\0${String.fromCharCode(...tiff({ orientation: 3 }))}`);
    expect(webpOrientation(webp({ flags: 8, exif, pixels }).subarray(12))).toBe(6);
  });

  it('is undefined if there is no EXIF', () => {
    expect(webpOrientation(webp({ flags: 8 }).subarray(12))).toBeUndefined();
  });

  it('is upright if the EXIF is invalid', () => {
    for (const orientation of [0, 9, 65535]) expect(tiffOrientation(tiff({ orientation }))).toBe(1);
    expect(tiffOrientation(tiff({ orientation: 6, type: 2 }))).toBe(1);
    expect(tiffOrientation(tiff({ orientation: 6, type: 4 }))).toBe(6);
    expect(tiffOrientation(tiff({ orientation: 6 }).subarray(0, 15))).toBe(1);
    expect(tiffOrientation(bytes('II*\0\xff\xff\xff\xff'))).toBe(1);
    expect(tiffOrientation(bytes('anything at all'))).toBe(1);
  });
});

it('recognizes a PNG whose EXIF is text', () => {
  expect(hasPngExifAsText(bytes('\x89PNG\r\n\x1a\n....zTXtRaw profile type exif\0\0...'))).toBe(true);
  expect(hasPngExifAsText(png(['IHDR', 'eXIf', 'IDAT']))).toBe(false);
});

it('recognizes a transparent WebP', () => {
  expect(isTransparentWebp(webp({ flags: 0x10 }))).toBe(true);
  expect(isTransparentWebp(webp({ flags: 0x08 }))).toBe(false);
  expect(isTransparentWebp(bytes('RIFF\x20\0\0\0WEBPVP8 \x10\0\0\0'))).toBe(false);
});
