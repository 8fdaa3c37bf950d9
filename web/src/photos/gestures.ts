/** Touch, mouse and wheel on the stage: what they mean, without how it is rendered. */
import { doubleTapScale, panned, unzoomed, zoomed, type StageBounds, type Zoom } from './zoom';

/** The offset of the dragged photo, in CSS pixels; `isReleased` once the pointer is up. */
export interface DragOffset {
  x: number;
  y: number;
  isReleased: boolean;
}

interface GestureListener {
  bounds: () => StageBounds;
  zoom: () => Zoom;
  onZoom: (zoom: Zoom) => void;
  onDrag: (drag: DragOffset) => void;
  /** Move to the photo on that side; return whether there is one. */
  onSwipe: (step: 1 | -1) => boolean;
  onPullDown: () => void;
}

interface Point {
  x: number;
  y: number;
}

const DRAG_THRESHOLD_PX = 8;
const DOUBLE_TAP_MS = 300;
/** The least part of the width that counts as a swipe, or else the least speed in pixels per millisecond. */
const SWIPE_MIN_FRACTION = 0.22;
const SWIPE_MIN_PX_PER_MS = 0.4;
const PULL_DOWN_PX = 110;
const SWIPE_ANIMATION_MS = 180;

export class Gestures {
  readonly #stage: HTMLElement;
  readonly #listener: GestureListener;
  readonly #stop = new AbortController();
  readonly #fingers = new Map<number, Point>();
  #start: Point & { time: number } = { x: 0, y: 0, time: 0 };
  #direction: 'undecided' | 'across' | 'down' | 'none' = 'none';
  #lastTap: Point & { time: number } = { x: 0, y: 0, time: -Infinity };
  #swipeTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: HTMLElement, listener: GestureListener) {
    this.#stage = stage;
    this.#listener = listener;
    const { signal } = this.#stop;
    stage.addEventListener('pointerdown', (event) => this.#down(event), { signal });
    stage.addEventListener('pointermove', (event) => this.#move(event), { signal });
    stage.addEventListener('pointerup', (event) => this.#up(event), { signal });
    stage.addEventListener('pointercancel', (event) => this.#cancel(event), { signal });
    stage.addEventListener('wheel', (event) => this.#wheel(event), { signal, passive: false });
  }

  end(): void {
    clearTimeout(this.#swipeTimer);
    this.#stop.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#fingers.size > 1) {
      this.#direction = 'none';
      this.#listener.onDrag({ x: 0, y: 0, isReleased: true });
      return;
    }
    this.#start = { x: event.clientX, y: event.clientY, time: event.timeStamp };
    this.#direction = event.pointerType === 'mouse' || this.#listener.zoom().scale > 1 ? 'none' : 'undecided';
  }

  #move(event: PointerEvent): void {
    const last = this.#fingers.get(event.pointerId);
    if (!last) return;
    const here = { x: event.clientX, y: event.clientY };
    if (this.#fingers.size === 2) this.#pinch(event.pointerId, last, here);
    else if (this.#listener.zoom().scale > 1) this.#pan(here.x - last.x, here.y - last.y);
    else this.#drag(here);
    this.#fingers.set(event.pointerId, here);
  }

  #pinch(id: number, last: Point, here: Point): void {
    const [other] = [...this.#fingers].flatMap(([finger, point]) => (finger === id ? [] : [point]));
    if (!other) return;
    const apart = Math.hypot(last.x - other.x, last.y - other.y);
    const factor = apart > 0 ? Math.hypot(here.x - other.x, here.y - other.y) / apart : 1;
    const middle = this.#fromCenter({ x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 });
    const bounds = this.#listener.bounds();
    const closer = zoomed(this.#listener.zoom(), factor, middle, bounds);
    this.#listener.onZoom(panned(closer, (here.x - last.x) / 2, (here.y - last.y) / 2, bounds));
  }

  #pan(x: number, y: number): void {
    this.#listener.onZoom(panned(this.#listener.zoom(), x, y, this.#listener.bounds()));
  }

  #drag(here: Point): void {
    const x = here.x - this.#start.x;
    const y = here.y - this.#start.y;
    if (this.#direction === 'undecided' && Math.hypot(x, y) > DRAG_THRESHOLD_PX) {
      this.#direction = Math.abs(x) > Math.abs(y) ? 'across' : 'down';
    }
    if (this.#direction === 'across') this.#listener.onDrag({ x, y: 0, isReleased: false });
    if (this.#direction === 'down') this.#listener.onDrag({ x: 0, y: Math.max(0, y), isReleased: false });
  }

  #up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return;
    const here = { x: event.clientX, y: event.clientY };
    const x = here.x - this.#start.x;
    const y = here.y - this.#start.y;
    const time = Math.max(1, event.timeStamp - this.#start.time);
    if (this.#direction === 'across') this.#endSwipe(x, time);
    else if (this.#direction === 'down') this.#endPull(y);
    else if (Math.hypot(x, y) < DRAG_THRESHOLD_PX) this.#tap(here, event.timeStamp);
    this.#direction = 'none';
  }

  #cancel(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    this.#direction = 'none';
    this.#listener.onDrag({ x: 0, y: 0, isReleased: true });
  }

  #endSwipe(x: number, time: number): void {
    const { width } = this.#listener.bounds();
    const isSwipe = Math.abs(x) > width * SWIPE_MIN_FRACTION || Math.abs(x) / time > SWIPE_MIN_PX_PER_MS;
    if (!isSwipe) {
      this.#listener.onDrag({ x: 0, y: 0, isReleased: true });
      return;
    }
    // Move the strip on to the neighbour first; then the neighbour becomes the photo, without further movement.
    this.#listener.onDrag({ x: Math.sign(x) * (width + 24), y: 0, isReleased: true });
    this.#swipeTimer = setTimeout(() => {
      if (!this.#listener.onSwipe(x < 0 ? 1 : -1)) this.#listener.onDrag({ x: 0, y: 0, isReleased: true });
    }, SWIPE_ANIMATION_MS);
  }

  #endPull(y: number): void {
    if (y > PULL_DOWN_PX) this.#listener.onPullDown();
    else this.#listener.onDrag({ x: 0, y: 0, isReleased: true });
  }

  #tap(here: Point, time: number): void {
    const isDouble =
      time - this.#lastTap.time < DOUBLE_TAP_MS && Math.hypot(here.x - this.#lastTap.x, here.y - this.#lastTap.y) < 30;
    this.#lastTap = { ...here, time: isDouble ? -Infinity : time };
    if (!isDouble) return;
    const zoom = this.#listener.zoom();
    const bounds = this.#listener.bounds();
    const closer = zoomed(unzoomed, doubleTapScale(bounds), this.#fromCenter(here), bounds);
    this.#listener.onZoom(zoom.scale > 1 ? unzoomed : closer);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    // A pinch on a touchpad arrives as a wheel event with Ctrl, in smaller steps.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    const point = this.#fromCenter({ x: event.clientX, y: event.clientY });
    this.#listener.onZoom(zoomed(this.#listener.zoom(), factor, point, this.#listener.bounds()));
  }

  #fromCenter({ x, y }: Point): Point {
    const box = this.#stage.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  }
}
