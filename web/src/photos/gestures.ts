/** Touch, mouse and wheel on the stage: what they mean, without how it is rendered. */
import { doubleTapScale, moved, whole, zoomed, type Stage, type Zoom } from './zoom';

/** The offset by which the hand has pushed the photo; `resting` once it has let go. */
export interface Hand {
  x: number;
  y: number;
  resting: boolean;
}

interface Listener {
  bounds: () => Stage;
  zoom: () => Zoom;
  onZoom: (zoom: Zoom) => void;
  onHand: (hand: Hand) => void;
  /** Move to the photo on that side; return whether there is one. */
  onSwipe: (step: 1 | -1) => boolean;
  onPull: () => void;
}

interface Point {
  x: number;
  y: number;
}

const DECIDED_AFTER = 8;
const DOUBLE_WITHIN = 300;
/** The least part of the width that counts as a swipe, or else the least speed in pixels per millisecond. */
const FAR_ENOUGH = 0.22;
const FAST_ENOUGH = 0.4;
const PULLED = 110;
const TURN = 180;

export class Gestures {
  readonly #stage: HTMLElement;
  readonly #listener: Listener;
  readonly #stop = new AbortController();
  readonly #fingers = new Map<number, Point>();
  #begun: Point & { time: number } = { x: 0, y: 0, time: 0 };
  #direction: 'undecided' | 'across' | 'down' | 'none' = 'none';
  #lastTap: Point & { time: number } = { x: 0, y: 0, time: -Infinity };
  #turning: ReturnType<typeof setTimeout> | undefined;

  constructor(stage: HTMLElement, listener: Listener) {
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
    clearTimeout(this.#turning);
    this.#stop.abort();
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.#stage.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (this.#fingers.size > 1) {
      this.#direction = 'none';
      this.#listener.onHand({ x: 0, y: 0, resting: true });
      return;
    }
    this.#begun = { x: event.clientX, y: event.clientY, time: event.timeStamp };
    this.#direction = event.pointerType === 'mouse' || this.#listener.zoom().scale > 1 ? 'none' : 'undecided';
  }

  #move(event: PointerEvent): void {
    const last = this.#fingers.get(event.pointerId);
    if (!last) return;
    const here = { x: event.clientX, y: event.clientY };
    if (this.#fingers.size === 2) this.#pinch(event.pointerId, last, here);
    else if (this.#listener.zoom().scale > 1) this.#look(here.x - last.x, here.y - last.y);
    else this.#push(here);
    this.#fingers.set(event.pointerId, here);
  }

  #pinch(id: number, last: Point, here: Point): void {
    const [other] = [...this.#fingers].flatMap(([finger, point]) => (finger === id ? [] : [point]));
    if (!other) return;
    const apart = Math.hypot(last.x - other.x, last.y - other.y);
    const factor = apart > 0 ? Math.hypot(here.x - other.x, here.y - other.y) / apart : 1;
    const middle = this.#fromMiddle({ x: (here.x + other.x) / 2, y: (here.y + other.y) / 2 });
    const bounds = this.#listener.bounds();
    const closer = zoomed(this.#listener.zoom(), factor, middle, bounds);
    this.#listener.onZoom(moved(closer, (here.x - last.x) / 2, (here.y - last.y) / 2, bounds));
  }

  #look(x: number, y: number): void {
    this.#listener.onZoom(moved(this.#listener.zoom(), x, y, this.#listener.bounds()));
  }

  #push(here: Point): void {
    const x = here.x - this.#begun.x;
    const y = here.y - this.#begun.y;
    if (this.#direction === 'undecided' && Math.hypot(x, y) > DECIDED_AFTER) {
      this.#direction = Math.abs(x) > Math.abs(y) ? 'across' : 'down';
    }
    if (this.#direction === 'across') this.#listener.onHand({ x, y: 0, resting: false });
    if (this.#direction === 'down') this.#listener.onHand({ x: 0, y: Math.max(0, y), resting: false });
  }

  #up(event: PointerEvent): void {
    if (!this.#fingers.delete(event.pointerId)) return;
    const here = { x: event.clientX, y: event.clientY };
    const x = here.x - this.#begun.x;
    const y = here.y - this.#begun.y;
    const time = Math.max(1, event.timeStamp - this.#begun.time);
    if (this.#direction === 'across') this.#release(x, time);
    else if (this.#direction === 'down') this.#letGo(y);
    else if (Math.hypot(x, y) < DECIDED_AFTER) this.#tap(here, event.timeStamp);
    this.#direction = 'none';
  }

  #cancel(event: PointerEvent): void {
    this.#fingers.delete(event.pointerId);
    this.#direction = 'none';
    this.#listener.onHand({ x: 0, y: 0, resting: true });
  }

  #release(x: number, time: number): void {
    const { width } = this.#listener.bounds();
    const counts = Math.abs(x) > width * FAR_ENOUGH || Math.abs(x) / time > FAST_ENOUGH;
    if (!counts) {
      this.#listener.onHand({ x: 0, y: 0, resting: true });
      return;
    }
    // Move the strip on to the neighbour first; then the neighbour becomes the photo, without further movement.
    this.#listener.onHand({ x: Math.sign(x) * (width + 24), y: 0, resting: true });
    this.#turning = setTimeout(() => {
      if (!this.#listener.onSwipe(x < 0 ? 1 : -1)) this.#listener.onHand({ x: 0, y: 0, resting: true });
    }, TURN);
  }

  #letGo(y: number): void {
    if (y > PULLED) this.#listener.onPull();
    else this.#listener.onHand({ x: 0, y: 0, resting: true });
  }

  #tap(here: Point, time: number): void {
    const isDouble =
      time - this.#lastTap.time < DOUBLE_WITHIN && Math.hypot(here.x - this.#lastTap.x, here.y - this.#lastTap.y) < 30;
    this.#lastTap = { ...here, time: isDouble ? -Infinity : time };
    if (!isDouble) return;
    const zoom = this.#listener.zoom();
    const bounds = this.#listener.bounds();
    const closer = zoomed(whole, doubleTapScale(bounds), this.#fromMiddle(here), bounds);
    this.#listener.onZoom(zoom.scale > 1 ? whole : closer);
  }

  #wheel(event: WheelEvent): void {
    event.preventDefault();
    // A pinch on a touchpad arrives as a wheel event with Ctrl, in smaller steps.
    const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
    const point = this.#fromMiddle({ x: event.clientX, y: event.clientY });
    this.#listener.onZoom(zoomed(this.#listener.zoom(), factor, point, this.#listener.bounds()));
  }

  #fromMiddle({ x, y }: Point): Point {
    const box = this.#stage.getBoundingClientRect();
    return { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 };
  }
}
