/** The background of a picture, until it is loaded and where it is transparent. */
import type { StoredFile } from '../api/types';
import { isTransparentWebp } from './pictureBytes';
import { localPreview } from './localPreviews';
import './background.css';

export interface Background {
  /** A class to add, with the space before it. */
  class: '' | ' chequered';
  /** A CSS image, shown until the picture is. */
  image: string | undefined;
}

const PLACEHOLDER = /^data:image\/\w+;base64,([\w+/=]+)$/;
/** The base64 characters that suffice to tell whether a WebP is transparent. */
const HEADER_CHARS = 32;

/** Return the background. Through a transparent picture a placeholder would show, so it has a chequered one instead. */
export function backgroundOf(file: StoredFile): Background {
  if (isTransparent(file)) return { class: ' chequered', image: undefined };
  const own = localPreview(file.id);
  return { class: '', image: own ? `url("${own.url}")` : placeholderOf(file) };
}

/** Return whether the placeholder is transparent; the service makes it as transparent as the picture. */
export function isTransparent({ placeholder }: StoredFile): boolean {
  const encoded = placeholder === null ? undefined : PLACEHOLDER.exec(placeholder)?.[1];
  if (encoded === undefined) return false;
  return isTransparentWebp(Uint8Array.from(atob(encoded.slice(0, HEADER_CHARS)), (letter) => letter.charCodeAt(0)));
}

/** Return the placeholder as a CSS image; only one that the service makes, with the picture in the URL itself. */
function placeholderOf({ placeholder }: StoredFile): string | undefined {
  return placeholder !== null && PLACEHOLDER.test(placeholder) ? `url("${placeholder}")` : undefined;
}
