/** How a picture's original is to be shown, so that it is the same as its previews, which are always upright. */
import { hasPngExifAsText, hasWebpExif, moves, webpOrientation, type Orientation } from '../files/pictureBytes';
import type { Size } from './zoom';

export interface Original {
  moves: boolean;
  /** How the browser leaves it lying; undefined where that is not known, and the largest preview has to do. */
  orientation: Orientation | undefined;
}

/** Reads some of the bytes of a file; rejects where that cannot be. */
export type Read = (from: number, length: number) => Promise<Uint8Array>;

const HEAD = 32 * 1024;
const TAIL = 128 * 1024;
/** Browsers turn these by their EXIF, and they never move. */
export const asItIs: Original = { moves: false, orientation: 1 };

/**
 * Look at an original by two bounded reads at most.
 *
 * Browsers turn JPEG and PNG by EXIF and AVIF by its own box, as the service does; WebP they leave as it lies.
 */
export async function inspect(file: { content_type: string; size: number }, read: Read): Promise<Original> {
  if (file.content_type === 'image/jpeg') return asItIs;
  const head = await read(0, Math.min(HEAD, file.size));
  return { moves: moves(head), orientation: await orientationOf(file, head, read) };
}

async function orientationOf(file: { size: number }, head: Uint8Array, read: Read): Promise<Orientation | undefined> {
  if (hasPngExifAsText(head)) return undefined;
  if (!hasWebpExif(head)) return 1;
  const from = Math.max(0, file.size - TAIL);
  // From the first chunk on, or else the file itself would be the chunk in which everything is.
  return webpOrientation(await read(Math.max(12, from), file.size - Math.max(12, from)));
}

/** Bytes of a presigned URL; a single range needs no leave from the bucket, and a refusal is an answer, too. */
export function readerOf(url: string): Read {
  return async (from, length) => {
    const response = await fetch(url, { headers: { Range: `bytes=${from}-${from + length - 1}` } });
    if (response.status !== 206) throw new Error(`The answer was ${response.status} instead of a part.`);
    return new Uint8Array(await response.arrayBuffer());
  };
}

/** EXIF's orientations as CSS matrices that make upright what lies so. */
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

/** The place of an original that lies so, such that it fills an upright box. */
export function placed(orientation: Orientation, box: Size): { width: string; height: string; transform: string } {
  const { width, height } = lying(orientation, box);
  const middle = `translate(${(box.width - width) / 2}px, ${(box.height - height) / 2}px)`;
  return {
    width: `${width}px`,
    height: `${height}px`,
    transform: orientation === 1 ? 'none' : `${middle} matrix(${MATRICES[orientation]}, 0, 0)`,
  };
}

/** Whether an original of this size, lying so, has the proportions of the upright picture. */
export function fits(natural: Size, orientation: Orientation, upright: Size): boolean {
  const { width, height } = lying(orientation, upright);
  const most = Math.max(width, height);
  // Both scaled to the same long edge, they differ by less than rounding makes of it.
  const scale = most / Math.max(natural.width, natural.height, 1);
  return Math.max(Math.abs(natural.width * scale - width), Math.abs(natural.height * scale - height)) <= 1 + most / 200;
}

function lying(orientation: Orientation, { width, height }: Size): Size {
  return orientation >= 5 ? { width: height, height: width } : { width, height };
}
