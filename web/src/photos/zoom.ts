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

export interface Stage extends Size {
  /** The size of the picture on it at scale 1. */
  picture: Size;
  /** The maximum scale. */
  closest: number;
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 };

const CLOSER = 2.5;
/** The ratio of the long side to the short one above which a picture is very tall or wide. */
const LONG = 2;

/** Return the size at which all of a picture fits, never larger than it is; no side is too short to be visible. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  const shown = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: shown(picture.width), height: shown(picture.height) };
}

/** Return the stage for a picture; its maximum scale shows each pixel, and is at least that of a double tap. */
export function boundsOf(original: Size, stage: Size): Stage {
  const picture = fitted(original, stage);
  const pixels = Math.max(original.width / picture.width, original.height / picture.height);
  const bounds = { ...stage, picture, closest: Math.max(3, pixels) };
  return { ...bounds, closest: Math.max(bounds.closest, doubleTapScale(bounds)) };
}

/** Return the scale of a double tap; for a very tall or wide picture, one at which its short side fills the stage. */
export function doubleTapScale({ width, height, picture }: Stage): number {
  const across = width / picture.width;
  const down = height / picture.height;
  const isLong = Math.max(picture.width / picture.height, picture.height / picture.width) > LONG;
  return isLong ? Math.max(CLOSER, across, down) : CLOSER;
}

/** Scale by a factor, while what is under a point (from the middle of the stage) stays there. */
export function zoomed(zoom: Zoom, factor: number, point: { x: number; y: number }, stage: Stage): Zoom {
  const scale = Math.min(stage.closest, Math.max(1, zoom.scale * factor));
  const growth = scale / zoom.scale;
  return within({ scale, x: point.x - (point.x - zoom.x) * growth, y: point.y - (point.y - zoom.y) * growth }, stage);
}

/** Move the picture, as far as there is more to see. */
export function moved(zoom: Zoom, x: number, y: number, stage: Stage): Zoom {
  return within({ ...zoom, x: zoom.x + x, y: zoom.y + y }, stage);
}

function within({ scale, x, y }: Zoom, stage: Stage): Zoom {
  const roomX = Math.max(0, (stage.picture.width * scale - stage.width) / 2);
  const roomY = Math.max(0, (stage.picture.height * scale - stage.height) / 2);
  return { scale, x: between(x, roomX), y: between(y, roomY) };
}

function between(value: number, room: number): number {
  // Adding zero turns -0 into 0.
  return Math.min(room, Math.max(-room, value)) + 0;
}
