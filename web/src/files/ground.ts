/** The ground on which a picture stands, until it is loaded and where it can be seen through. */
import type { StoredFile } from '../api/types';
import { isTransparentWebp } from './pictureBytes';
import { ownPicture } from './ownPictures';
import './ground.css';

export interface Ground {
  /** A class to add; with the space before it. */
  class: '' | ' chequered';
  /** Shown until the picture is, as a CSS image. */
  image: string | undefined;
}

const PLACEHOLDER = /^data:image\/\w+;base64,([\w+/=]+)$/;
/** The base64 of as many bytes as say whether a WebP can be seen through. */
const HEAD = 32;

/** A placeholder would shine through a picture that can be seen through: that has a chequered ground instead. */
export function groundOf(file: StoredFile): Ground {
  if (isTransparent(file)) return { class: ' chequered', image: undefined };
  const own = ownPicture(file.id);
  return { class: '', image: own ? `url("${own.url}")` : placeholderOf(file) };
}

/** As the placeholder says, which the service makes as transparent as the picture is. */
export function isTransparent({ placeholder }: StoredFile): boolean {
  const encoded = placeholder === null ? undefined : PLACEHOLDER.exec(placeholder)?.[1];
  if (encoded === undefined) return false;
  return isTransparentWebp(Uint8Array.from(atob(encoded.slice(0, HEAD)), (letter) => letter.charCodeAt(0)));
}

/** Only what the service makes, which is a picture inside of the URL itself. */
function placeholderOf({ placeholder }: StoredFile): string | undefined {
  return placeholder !== null && PLACEHOLDER.test(placeholder) ? `url("${placeholder}")` : undefined;
}
