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

/** The size at which all of a picture fits, never larger than it is. */
export function fitted(picture: Size, stage: Size): Size {
  const scale = Math.min(1, stage.width / picture.width, stage.height / picture.height);
  return { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) };
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
