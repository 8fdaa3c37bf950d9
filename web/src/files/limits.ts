/** The limits of the service, so that nobody waits for an upload that it would refuse. */
import { bytes } from '../ui/format';
import { isTold, signatureOf } from './signatures';

const MEBIBYTE = 1024 * 1024;

/** Types of pictures that get previews; everything else is kept as a plain file. */
export const PICTURE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];

const MOST_BYTES = { picture: 25 * MEBIBYTE, other: 100 * MEBIBYTE };
const LONGEST_NAME = 255;
/** Names of types that a user may take for a photo. */
const FOUND: Readonly<Record<string, string>> = {
  'image/heic': 'a HEIC photo',
  'image/heif': 'a HEIF photo',
  'image/tiff': 'a TIFF picture or a raw photo',
  'image/x-adobe-dng': 'a raw photo',
  'image/x-canon-cr3': 'a raw photo',
  'image/bmp': 'a BMP picture',
  'image/svg+xml': 'an SVG drawing',
  'application/pdf': 'a PDF document',
  'video/mp4': 'a video',
  'video/quicktime': 'a video',
  'video/3gpp': 'a video',
  'audio/mp4': 'a sound recording',
};
const UNKNOWN = 'application/octet-stream';
const CONTENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/;

export function isPicture(contentType: string): boolean {
  return PICTURE_TYPES.includes(contentType);
}

/** Return a type that the service accepts, whatever the browser says about the file. */
export function contentTypeOf(file: { type: string }): string {
  const [type = ''] = file.type.toLowerCase().split(';');
  return CONTENT_TYPE.test(type.trim()) && type.length <= 127 ? type.trim() : UNKNOWN;
}

/** Return the file with the type that its first bytes show, whatever its name or the browser says. */
export async function typedByBytes(file: File): Promise<File> {
  const claimed = contentTypeOf(file);
  const type = await signatureOf(file).then(
    (found) => trusted(claimed, found),
    () => claimed,
  );
  return type === file.type ? file : new File([file], file.name, { type, lastModified: file.lastModified });
}

/**
 * Choose the type to trust. Many formats share their first bytes (a document is a ZIP inside): for anything but a
 * picture, the browser may know more.
 */
function trusted(claimed: string, found: string | undefined): string {
  if (found !== undefined && isPicture(found)) return found;
  return isTold(claimed) || claimed === UNKNOWN ? (found ?? UNKNOWN) : claimed;
}

/** Return a name that the service accepts: without control characters, and not too long. */
export function nameOf(file: { name: string }): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  const visible = file.name.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
  // By code points, as the service counts; lone surrogates are removed.
  const characters = Array.from(visible).filter((character) => !/^[\ud800-\udfff]$/.test(character));
  return characters.slice(0, LONGEST_NAME).join('') || 'Unnamed';
}

/** Return why this file cannot be added there, as a sentence; undefined if it can. */
export function refusalOf(file: { type: string; size: number }, { onNote }: { onNote: boolean }): string | undefined {
  const type = contentTypeOf(file);
  if (!onNote && !isPicture(type)) {
    const found = FOUND[type];
    return `${found ? `This is ${found}. ` : ''}Only JPEG, PNG, GIF, WebP and AVIF pictures are supported here. You can add any file to a note.`;
  }
  const most = isPicture(type) ? MOST_BYTES.picture : MOST_BYTES.other;
  if (file.size <= most) return undefined;
  const what = isPicture(type) ? 'picture' : 'file';
  const limit = bytes(most);
  const size = bytes(file.size) === limit ? `slightly over ${limit}` : bytes(file.size);
  const all = isPicture(type) ? 'Pictures' : 'Files';
  return `This ${what} is ${size}. ${all} can be up to ${limit}. Make it smaller and try again.`;
}
