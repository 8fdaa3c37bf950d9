/** The zoom of a picture, as plain numbers: it is scaled about the middle of the stage, then moved. */

export interface Size {
  width: number;
  height: number;
}

export interface Zoom {
  scale: number;
  x: number;
  y: number;
}

export interface StageBounds extends Size {
  /** The size of the picture on it at scale 1. */
  picture: Size;
  /** The maximum scale. */
  maxScale: number;
}

export const unzoomed: Zoom = { scale: 1, x: 0, y: 0 };

const DOUBLE_TAP_SCALE = 2.5;
/** The ratio of the long side to the short one above which a picture is very tall or wide. */
const LONG_RATIO = 2;

/** Return the size at which all of a picture fits, never larger than it is; no side is too short to be visible. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  const shown = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: shown(picture.width), height: shown(picture.height) };
}

/** Return the stage for a picture; its maximum scale shows each pixel, and is at least that of a double tap. */
export function boundsOf(original: Size, stage: Size): StageBounds {
  const picture = fitted(original, stage);
  const pixels = Math.max(original.width / picture.width, original.height / picture.height);
  const bounds = { ...stage, picture, maxScale: Math.max(3, pixels) };
  return { ...bounds, maxScale: Math.max(bounds.maxScale, doubleTapScale(bounds)) };
}

/** Return the scale of a double tap; for a very tall or wide picture, one at which its short side fills the stage. */
export function doubleTapScale({ width, height, picture }: StageBounds): number {
  const across = width / picture.width;
  const down = height / picture.height;
  const isLong = Math.max(picture.width / picture.height, picture.height / picture.width) > LONG_RATIO;
  return isLong ? Math.max(DOUBLE_TAP_SCALE, across, down) : DOUBLE_TAP_SCALE;
}

/** Scale by a factor, while what is under a point (from the middle of the stage) stays there. */
export function zoomed(zoom: Zoom, factor: number, point: { x: number; y: number }, stage: StageBounds): Zoom {
  const scale = Math.min(stage.maxScale, Math.max(1, zoom.scale * factor));
  const growth = scale / zoom.scale;
  return clamped({ scale, x: point.x - (point.x - zoom.x) * growth, y: point.y - (point.y - zoom.y) * growth }, stage);
}

/** Move the picture, as far as there is more to see. */
export function panned(zoom: Zoom, x: number, y: number, stage: StageBounds): Zoom {
  return clamped({ ...zoom, x: zoom.x + x, y: zoom.y + y }, stage);
}

function clamped({ scale, x, y }: Zoom, stage: StageBounds): Zoom {
  const limitX = Math.max(0, (stage.picture.width * scale - stage.width) / 2);
  const limitY = Math.max(0, (stage.picture.height * scale - stage.height) / 2);
  return { scale, x: clamp(x, limitX), y: clamp(y, limitY) };
}

function clamp(value: number, limit: number): number {
  // Adding zero turns -0 into 0.
  return Math.min(limit, Math.max(-limit, value)) + 0;
}
