/** Pictures from this device, shown until the service has made previews of them. */

export interface LocalPreview {
  url: string;
  width: number;
  height: number;
}

const previews = new Map<string, LocalPreview>();

export function localPreview(fileId: string): LocalPreview | undefined {
  return previews.get(fileId);
}

/** Keep a picture and measure it, which needs no more than its first bytes; then call `onMeasured`. */
export function addLocalPreview(fileId: string, file: File, onMeasured: () => void): void {
  if (!file.type.startsWith('image/')) return;
  const url = URL.createObjectURL(file);
  const image = new Image();
  image.onload = () => {
    previews.set(fileId, { url, width: image.naturalWidth, height: image.naturalHeight });
    onMeasured();
  };
  image.onerror = () => URL.revokeObjectURL(url);
  image.src = url;
}

/** Forget a picture, because it has a preview. */
export function removeLocalPreview(fileId: string): void {
  const picture = previews.get(fileId);
  if (picture) URL.revokeObjectURL(picture.url);
  previews.delete(fileId);
}
