/** Facts about a picture from a few of its bytes, which are untrusted: nothing in them is used without a check. */

/** EXIF's numbers for the orientation of a picture; 1 is upright. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const WEBP_HAS_ANIMATION = 0x02;
const WEBP_HAS_EXIF = 0x08;
const WEBP_HAS_ALPHA = 0x10;
const ORIENTATION_TAG = 274;
const MAX_TAGS = 1000;
/** The size in bytes of one value, for the TIFF types that hold whole numbers: BYTE, SHORT and LONG. */
const VALUE_BYTES: Record<number, 1 | 2 | 4> = { 1: 1, 3: 2, 4: 4 };

/** Return whether a WebP, PNG, AVIF or GIF that starts with these bytes is animated. */
export function isAnimated(head: Uint8Array): boolean {
  if (isWebp(head)) return (webpFlags(head) & WEBP_HAS_ANIMATION) !== 0;
  if (text(head, 1, 3) === 'PNG') return pngChunks(head).includes('acTL');
  if (text(head, 4, 4) === 'ftyp') return brandsOf(head).includes('avis');
  return text(head, 0, 3) === 'GIF' && isAnimatedGif(head);
}

/** Return whether a WebP that starts with these bytes is transparent. */
export function isTransparentWebp(head: Uint8Array): boolean {
  return isWebp(head) && (webpFlags(head) & WEBP_HAS_ALPHA) !== 0;
}

/** Return whether this is a WebP with EXIF, which is near its end; browsers ignore it. */
export function hasWebpExif(head: Uint8Array): boolean {
  return isWebp(head) && (webpFlags(head) & WEBP_HAS_EXIF) !== 0;
}

/** Return the EXIF orientation of a WebP that ends with these bytes; undefined if no EXIF is found. */
export function webpOrientation(tail: Uint8Array): Orientation | undefined {
  for (let at = 0; at + 8 <= tail.length; at += 1) {
    if (tail[at] !== 0x45 || text(tail, at, 4) !== 'EXIF' || !isChunkToTheEnd(tail, at)) continue;
    return tiffOrientation(tail.subarray(at + 8, at + 8 + viewOf(tail).getUint32(at + 4, true)));
  }
  return undefined;
}

/** Return whether a PNG with this start has EXIF as text, which browsers ignore and image libraries do not. */
export function hasPngExifAsText(head: Uint8Array): boolean {
  return text(head, 1, 3) === 'PNG' && text(head, 0, head.length).includes('Raw profile type exif');
}

/** Return the orientation in a TIFF directory; upright if it holds none that can be read. */
export function tiffOrientation(exif: Uint8Array): Orientation {
  const tiff = exif.subarray(text(exif, 0, 6) === 'Exif\0\0' ? 6 : 0);
  const order = text(tiff, 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const view = viewOf(tiff);
  const little = order === 'II';
  const directory = view.getUint32(4, little);
  if (directory + 2 > tiff.length) return 1;
  const count = Math.min(MAX_TAGS, view.getUint16(directory, little));
  for (let at = directory + 2; at < directory + 2 + count * 12 && at + 12 <= tiff.length; at += 12) {
    if (view.getUint16(at, little) === ORIENTATION_TAG) return orientationAt(view, at, little);
  }
  return 1;
}

function orientationAt(view: DataView, at: number, little: boolean): Orientation {
  const bytes = VALUE_BYTES[view.getUint16(at + 2, little)];
  if (!bytes) return 1;
  const read = {
    1: () => view.getUint8(at + 8),
    2: () => view.getUint16(at + 8, little),
    4: () => view.getUint32(at + 8, little),
  };
  const value = read[bytes]();
  return value >= 1 && value <= 8 ? (value as Orientation) : 1;
}

function isWebp(head: Uint8Array): boolean {
  return text(head, 0, 4) === 'RIFF' && text(head, 8, 4) === 'WEBP';
}

function webpFlags(head: Uint8Array): number {
  return text(head, 12, 4) === 'VP8X' ? (head[20] ?? 0) : 0;
}

/** Return whether chunks follow each other from here to the end: then these four letters are not pixels. */
function isChunkToTheEnd(tail: Uint8Array, start: number): boolean {
  const view = viewOf(tail);
  let at = start;
  while (at + 8 <= tail.length) {
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  // Some writers omit the last byte of padding.
  return at === tail.length || at === tail.length + 1;
}

/** Return the names of the chunks before the pixels, as far as these bytes reach. */
function pngChunks(head: Uint8Array): string[] {
  const names: string[] = [];
  const view = viewOf(head);
  for (let at = 8; at + 8 <= head.length; at += 12 + view.getUint32(at)) {
    const name = text(head, at + 4, 4);
    if (name === 'IDAT') break;
    names.push(name);
  }
  return names;
}

function brandsOf(head: Uint8Array): string[] {
  if (head.length < 8) return [];
  const end = Math.min(head.length, viewOf(head).getUint32(0));
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(text(head, at, 4));
  return brands;
}

/** Return whether a GIF is animated: it then has a loop count or a delay before its first picture. */
function isAnimatedGif(head: Uint8Array): boolean {
  const packed = head[10] ?? 0;
  let at = 13 + (packed & 0x80 ? 3 << ((packed & 7) + 1) : 0);
  while (head[at] === 0x21) {
    const isControl = head[at + 1] === 0xf9;
    if (isControl && ((head[at + 4] ?? 0) | (head[at + 5] ?? 0)) !== 0) return true;
    if (['NETSCAPE2.0', 'ANIMEXTS1.0'].includes(text(head, at + 3, 11))) return true;
    at += 2;
    for (let size = head[at] ?? 0; size > 0; size = head[at] ?? 0) at += size + 1;
    at += 1;
  }
  return false;
}

function text(bytes: Uint8Array, from: number, length: number): string {
  return Array.from(bytes.subarray(from, from + length), (byte) => String.fromCharCode(byte)).join('');
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
