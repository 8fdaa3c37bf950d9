/** The display of a picture's original, which has to match its previews, which are always upright. */
import { hasPngExifAsText, hasWebpExif, isAnimated, webpOrientation, type Orientation } from '../files/pictureBytes';
import type { Size } from './zoom';

export interface Original {
  isAnimated: boolean;
  /** The EXIF orientation that the browser does not apply; if undefined, it is unknown, and a preview is shown. */
  orientation: Orientation | undefined;
}

/** A function that reads some bytes of a file; rejects if that is not possible. */
export type RangeReader = (from: number, length: number) => Promise<Uint8Array>;

const HEAD_BYTES = 32 * 1024;
const TAIL_BYTES = 128 * 1024;
/** The original of pictures that browsers rotate by their EXIF, and that are never animated. */
export const displayAsIs: Original = { isAnimated: false, orientation: 1 };

/**
 * Inspect an original with at most two bounded reads.
 *
 * Browsers rotate JPEG and PNG by EXIF and AVIF by its own box, as the service does; WebP they do not rotate.
 */
export async function inspect(file: { content_type: string; size: number }, read: RangeReader): Promise<Original> {
  if (file.content_type === 'image/jpeg') return displayAsIs;
  const head = await read(0, Math.min(HEAD_BYTES, file.size));
  return { isAnimated: isAnimated(head), orientation: await orientationOf(file, head, read) };
}

async function orientationOf(
  file: { size: number },
  head: Uint8Array,
  read: RangeReader,
): Promise<Orientation | undefined> {
  if (hasPngExifAsText(head)) return undefined;
  if (!hasWebpExif(head)) return 1;
  const from = Math.max(0, file.size - TAIL_BYTES);
  // Start at the first chunk, or else the file itself would be the chunk that contains everything.
  return webpOrientation(await read(Math.max(12, from), file.size - Math.max(12, from)));
}

/** CSS matrices that turn each EXIF orientation upright. */
const MATRICES: Record<Orientation, string> = {
  1: '1, 0, 0, 1',
  2: '-1, 0, 0, 1',
  3: '-1, 0, 0, -1',
  4: '1, 0, 0, -1',
  5: '0, 1, 1, 0',
  6: '0, 1, -1, 0',
  7: '0, -1, -1, 0',
  8: '0, -1, 1, 0',
};

/** Return the placement of an original with this orientation, such that it fills an upright box. */
export function placementOf(orientation: Orientation, box: Size): { width: string; height: string; transform: string } {
  const { width, height } = storedSize(orientation, box);
  const middle = `translate(${(box.width - width) / 2}px, ${(box.height - height) / 2}px)`;
  return {
    width: `${width}px`,
    height: `${height}px`,
    transform: orientation === 1 ? 'none' : `${middle} matrix(${MATRICES[orientation]}, 0, 0)`,
  };
}

/** Return whether an original of this size and orientation has the proportions of the upright picture. */
export function matchesPreview(natural: Size, orientation: Orientation, upright: Size): boolean {
  const { width, height } = storedSize(orientation, upright);
  const most = Math.max(width, height);
  // Scaled to the same long edge, they differ by no more than rounding can explain.
  const scale = most / Math.max(natural.width, natural.height, 1);
  return Math.max(Math.abs(natural.width * scale - width), Math.abs(natural.height * scale - height)) <= 1 + most / 200;
}

function storedSize(orientation: Orientation, { width, height }: Size): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
