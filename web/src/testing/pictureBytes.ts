/** Minimal picture bytes for the unit tests. */

type Part = string | number[] | Uint8Array;

function concatBytes(...parts: Part[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === 'string' ? Array.from(part, (letter) => letter.charCodeAt(0)) : [...part],
    ),
  );
}

function integerBytes(value: number, bytes: number, little: boolean): number[] {
  const digits = Array.from({ length: bytes }, (_, at) => Math.floor(value / 256 ** at) % 256);
  return little ? digits : digits.reverse();
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  return concatBytes(name, integerBytes(data.length, 4, true), data, data.length % 2 ? [0] : []);
}

interface Webp {
  flags: number;
  exif?: Uint8Array;
  xmp?: boolean;
  pixels?: Uint8Array;
}

export function webp({ flags, exif, xmp = false, pixels = concatBytes('0123456789') }: Webp): Uint8Array {
  const body = concatBytes(
    'WEBP',
    chunk('VP8X', concatBytes([flags], new Uint8Array(9))),
    chunk('VP8 ', pixels),
    exif ? chunk('EXIF', exif) : [],
    xmp ? chunk('XMP ', concatBytes('<x:xmpmeta/>')) : [],
  );
  return concatBytes('RIFF', integerBytes(body.length, 4, true), body);
}

interface Tiff {
  orientation: number;
  order?: 'II' | 'MM';
  prefix?: string;
  type?: number;
}

export function tiff({ orientation, order = 'II', prefix = '', type = 3 }: Tiff): Uint8Array {
  const little = order === 'II';
  const value = type === 4 ? integerBytes(orientation, 4, little) : [...integerBytes(orientation, 2, little), 0, 0];
  const tag = [
    ...integerBytes(274, 2, little),
    ...integerBytes(type, 2, little),
    ...integerBytes(1, 4, little),
    ...value,
  ];
  return concatBytes(
    prefix,
    order,
    integerBytes(42, 2, little),
    integerBytes(8, 4, little),
    integerBytes(1, 2, little),
    tag,
  );
}

export function png(names: string[], size = 4): Uint8Array {
  const chunks = names.map((name) => concatBytes(integerBytes(size, 4, false), name, '12344321'));
  return concatBytes('\x89PNG\r\n\x1a\n', ...chunks);
}

export function isoBoxes(major: string, compatible: string[]): Uint8Array {
  const brands = concatBytes('ftyp', major, integerBytes(0, 4, false), ...compatible);
  return concatBytes(integerBytes(brands.length + 4, 4, false), brands, 'avis');
}

export function gif({ loops = false, delay = 0 }: { loops?: boolean; delay?: number }): Uint8Array {
  const palette = new Uint8Array(6);
  const comment = '!\xfe\x03wow\0';
  const loop = '!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0';
  const control = concatBytes('!\xf9\x04\0', integerBytes(delay, 2, true), '\0\0');
  return concatBytes(
    'GIF89a\x01\0\x01\0\x80\0\0',
    palette,
    comment,
    loops ? loop : '',
    control,
    ',\0\0\0\0\x01\0\x01\0\0',
  );
}
