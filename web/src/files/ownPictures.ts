/** Pictures from this device, shown while the service has made no previews of them yet. */

export interface OwnPicture {
  url: string;
  width: number;
  height: number;
}

const pictures = new Map<string, OwnPicture>();

export function ownPicture(fileId: string): OwnPicture | undefined {
  return pictures.get(fileId);
}

/** Measure it, which needs no more than its first bytes, and tell when that is done. */
export function remember(fileId: string, file: File, onMeasured: () => void): void {
  if (!file.type.startsWith('image/')) return;
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.onload = () => {
    pictures.set(fileId, { url, width: image.naturalWidth, height: image.naturalHeight });
    onMeasured();
  };
  image.onerror = () => URL.revokeObjectURL(url);
  image.src = url;
}

/** There is a preview now. */
export function forgetOwnPicture(fileId: string): void {
  const picture = pictures.get(fileId);
  if (picture) URL.revokeObjectURL(picture.url);
  pictures.delete(fileId);
}
