/** The background of a picture, until it is loaded and where it is transparent. */
import type { StoredFile } from '../api/types';
import { isTransparentWebp } from './pictureBytes';
import { ownPicture } from './ownPictures';
import './ground.css';

export interface Ground {
  /** A class to add, with the space before it. */
  class: '' | ' chequered';
  /** A CSS image, shown until the picture is. */
  image: string | undefined;
}

const PLACEHOLDER = /^data:image\/\w+;base64,([\w+/=]+)$/;
/** The base64 characters that suffice to tell whether a WebP is transparent. */
const HEAD = 32;

/** Return the background. Through a transparent picture a placeholder would show, so it has a chequered one instead. */
export function groundOf(file: StoredFile): Ground {
  if (isTransparent(file)) return { class: ' chequered', image: undefined };
  const own = ownPicture(file.id);
  return { class: '', image: own ? `url("${own.url}")` : placeholderOf(file) };
}

/** Return whether the placeholder is transparent; the service makes it as transparent as the picture. */
export function isTransparent({ placeholder }: StoredFile): boolean {
  const encoded = placeholder === null ? undefined : PLACEHOLDER.exec(placeholder)?.[1];
  if (encoded === undefined) return false;
  return isTransparentWebp(Uint8Array.from(atob(encoded.slice(0, HEAD)), (letter) => letter.charCodeAt(0)));
}

/** Return the placeholder as a CSS image; only one that the service makes, with the picture in the URL itself. */
function placeholderOf({ placeholder }: StoredFile): string | undefined {
  return placeholder !== null && PLACEHOLDER.test(placeholder) ? `url("${placeholder}")` : undefined;
}
