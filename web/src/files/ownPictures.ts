/** Pictures from this device, shown until the service has made previews of them. */

export interface OwnPicture {
  url: string;
  width: number;
  height: number;
}

const pictures = new Map<string, OwnPicture>();

export function ownPicture(fileId: string): OwnPicture | undefined {
  return pictures.get(fileId);
}

/** Keep a picture and measure it, which needs no more than its first bytes; then call `onMeasured`. */
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

/** Forget a picture, because it has a preview. */
export function forgetOwnPicture(fileId: string): void {
  const picture = pictures.get(fileId);
  if (picture) URL.revokeObjectURL(picture.url);
  pictures.delete(fileId);
}
