/** How closely a picture is looked at, as plain numbers: it is scaled about the middle of the stage, then moved. */

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
  /** The picture's size on it at scale 1. */
  picture: Size;
  /** How close one may look. */
  closest: number;
}

export const whole: Zoom = { scale: 1, x: 0, y: 0 };

const CLOSER = 2.5;
/** The long side by the short one, from which on a picture is very tall or wide. */
const LONG = 2;

/** The size at which all of a picture fits, never larger than it is; no side is so short that it cannot be seen. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  const shown = (side: number): number => Math.max(1, Math.round(side * scale));
  return { width: shown(picture.width), height: shown(picture.height) };
}

/** The stage for a picture: one may look as close as each of its pixels, and as a double tap comes. */
export function boundsOf(original: Size, stage: Size): Stage {
  const picture = fitted(original, stage);
  const pixels = Math.max(original.width / picture.width, original.height / picture.height);
  const bounds = { ...stage, picture, closest: Math.max(3, pixels) };
  return { ...bounds, closest: Math.max(bounds.closest, doubleTapScale(bounds)) };
}

/** How close a double tap comes; to a very tall or wide picture so close that its short side fills the stage. */
export function doubleTapScale({ width, height, picture }: Stage): number {
  const across = width / picture.width;
  const down = height / picture.height;
  const isLong = Math.max(picture.width / picture.height, picture.height / picture.width) > LONG;
  return isLong ? Math.max(CLOSER, across, down) : CLOSER;
}

/** Closer by a factor, while what is under a point (from the middle of the stage) stays there. */
export function zoomed(zoom: Zoom, factor: number, point: { x: number; y: number }, stage: Stage): Zoom {
  const scale = Math.min(stage.closest, Math.max(1, zoom.scale * factor));
  const growth = scale / zoom.scale;
  return within({ scale, x: point.x - (point.x - zoom.x) * growth, y: point.y - (point.y - zoom.y) * growth }, stage);
}

/** Moved by so much, as far as there is more to see. */
export function moved(zoom: Zoom, x: number, y: number, stage: Stage): Zoom {
  return within({ ...zoom, x: zoom.x + x, y: zoom.y + y }, stage);
}

function within({ scale, x, y }: Zoom, stage: Stage): Zoom {
  const roomX = Math.max(0, (stage.picture.width * scale - stage.width) / 2);
  const roomY = Math.max(0, (stage.picture.height * scale - stage.height) / 2);
  return { scale, x: between(x, roomX), y: between(y, roomY) };
}

function between(value: number, room: number): number {
  // Adding zero makes a minus zero a plain one.
  return Math.min(room, Math.max(-room, value)) + 0;
}
