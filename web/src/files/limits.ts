/** The limits of the service, so that nobody waits for an upload that it would refuse. */
import { filesText } from '#text/files';
import { formatBytes } from '../ui/format';
import { hasSignature, detectedType } from './signatures';

const MEBIBYTE = 1024 * 1024;

/** Types of pictures that get previews; everything else is kept as a plain file. */
export const PICTURE_TYPES: readonly string[] = ['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'image/avif'];

const MAX_BYTES = { picture: 25 * MEBIBYTE, other: 100 * MEBIBYTE };
const MAX_NAME_LENGTH = 255;
/** Types that a user may take for a photo, by what is said about them. */
const REFUSED_FORMATS: Readonly<Record<string, keyof typeof filesText.refusal.found>> = {
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/tiff': 'tiff',
  'image/x-adobe-dng': 'raw',
  'image/x-canon-cr3': 'raw',
  'image/bmp': 'bmp',
  'image/svg+xml': 'svg',
  'application/pdf': 'pdf',
  'video/mp4': 'video',
  'video/quicktime': 'video',
  'video/3gpp': 'video',
  'audio/mp4': 'audio',
};
const UNKNOWN_TYPE = 'application/octet-stream';
const CONTENT_TYPE = /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]*$/;

export function isPicture(contentType: string): boolean {
  return PICTURE_TYPES.includes(contentType);
}

/** Return a type that the service accepts, whatever the browser says about the file. */
export function contentTypeOf(file: { type: string }): string {
  const [type = ''] = file.type.toLowerCase().split(';');
  return CONTENT_TYPE.test(type.trim()) && type.length <= 127 ? type.trim() : UNKNOWN_TYPE;
}

/** Return the file with the type that its first bytes show, whatever its name or the browser says. */
export async function withDetectedType(file: File): Promise<File> {
  const claimed = contentTypeOf(file);
  const type = await detectedType(file).then(
    (found) => trustedType(claimed, found),
    () => claimed,
  );
  return type === file.type ? file : new File([file], file.name, { type, lastModified: file.lastModified });
}

/**
 * Choose the type to trust. Many formats share their first bytes (a document is a ZIP inside): for anything but a
 * picture, the browser may know more.
 */
function trustedType(claimed: string, found: string | undefined): string {
  if (found !== undefined && isPicture(found)) return found;
  return hasSignature(claimed) || claimed === UNKNOWN_TYPE ? (found ?? UNKNOWN_TYPE) : claimed;
}

/** Return a name that the service accepts: without control characters, and not too long. */
export function validNameOf(file: { name: string }): string {
  // eslint-disable-next-line no-control-regex -- these are the characters to remove
  const visible = file.name.replace(/[\u0000-\u001f\u007f]/g, ' ').trim();
  // By code points, as the service counts; lone surrogates are removed.
  const characters = Array.from(visible).filter((character) => !/^[\ud800-\udfff]$/.test(character));
  return characters.slice(0, MAX_NAME_LENGTH).join('') || filesText.unnamed;
}

/** Return why this file cannot be added there, as a sentence; undefined if it can. */
export function refusalOf(file: { type: string; size: number }, { onNote }: { onNote: boolean }): string | undefined {
  const words = filesText.refusal;
  const type = contentTypeOf(file);
  if (!onNote && !isPicture(type)) {
    const found = REFUSED_FORMATS[type];
    return found ? `${words.found[found]} ${words.picturesOnly}` : words.picturesOnly;
  }
  const most = isPicture(type) ? MAX_BYTES.picture : MAX_BYTES.other;
  if (file.size <= most) return undefined;
  const limit = formatBytes(most);
  const size = formatBytes(file.size) === limit ? words.slightlyOver(limit) : formatBytes(file.size);
  return isPicture(type) ? words.largePicture(size, limit) : words.largeFile(size, limit);
}
