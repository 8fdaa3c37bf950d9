/** Keeps the page up to date: by nudges on a socket, by looking every half minute where there is none. */
import { SignedOut } from '../api/errors';
import { Alarm } from './alarm';
import { pauseAfter, type Clock } from './clock';

/** How things stand with whoever reads the page. */
export interface Standing {
  isSignedIn: boolean;
  isOnline: boolean;
  isVisible: boolean;
}

export interface LiveSurroundings {
  follower: { catchUp: () => Promise<void> };
  socket: { readonly isOpen: boolean; start: () => void; stop: () => void; probe: () => void };
  clock: Clock;
  random: () => number;
  /** Told whether changes come in by no way at all. */
  onCutOff: (isCutOff: boolean) => void;
}

/** When the socket opens, there is a reason to look; it is given this long. */
const OPENING = 3000;
const POLL_EVERY = 30_000;
/** Nudges may get lost; while somebody looks, that is made good before long. */
const LOOK_EVERY = 5 * 60_000;
/** Nobody looks at a page for so long: it need not be told. */
const HIDDEN_FOR_LONG = 10 * 60_000;
/** One request may fail; a second one says something. */
const WORTH_TELLING = 2;

export class Live {
  readonly #around: LiveSurroundings;
  #standing: Standing = { isSignedIn: false, isOnline: false, isVisible: false };
  #failures = 0;
  readonly #nextLook: Alarm;
  readonly #hiddenForLong: Alarm;
  #looking: Promise<void> | undefined;

  constructor(around: LiveSurroundings) {
    this.#around = around;
    this.#nextLook = new Alarm(around.clock, () => this.#look());
    this.#hiddenForLong = new Alarm(around.clock, () => this.#rest());
  }

  /** To be told whenever one of these changes. */
  see(now: Standing): void {
    const before = this.#standing;
    this.#standing = now;
    this.#hiddenForLong.clear();
    if (!now.isSignedIn || !now.isOnline) {
      this.#rest();
    } else if (!now.isVisible) {
      this.#nextLook.clear();
      this.#hiddenForLong.set(HIDDEN_FOR_LONG);
    } else if (!before.isSignedIn || !before.isOnline || !before.isVisible) {
      this.#wake();
    }
  }

  /** Something has changed, or may have before there was anybody to tell. */
  nudge(): void {
    this.#look();
  }

  /** There is no socket for now; where nobody looks, that can wait until somebody does. */
  lost(): void {
    if (!this.#standing.isVisible) this.#around.socket.stop();
    else if (this.#isAwake) this.#nextLook.hasten(POLL_EVERY);
  }

  get #isAwake(): boolean {
    const { isSignedIn, isOnline, isVisible } = this.#standing;
    return isSignedIn && isOnline && isVisible;
  }

  #wake(): void {
    const { socket } = this.#around;
    if (socket.isOpen) {
      socket.probe();
      this.#look();
    } else {
      this.#nextLook.set(OPENING);
      socket.start();
    }
  }

  #rest(): void {
    this.#nextLook.clear();
    this.#around.socket.stop();
    this.#failures = 0;
    this.#around.onCutOff(false);
  }

  /** Look now; and again later, whatever comes of it. */
  #look(): void {
    this.#nextLook.clear();
    const looking = this.#around.follower.catchUp();
    // Who is called twice while looking answers both at once, and that is one answer.
    if (looking === this.#looking) return;
    this.#looking = looking;
    looking
      .finally(() => (this.#looking = undefined))
      .then(
        () => this.#looked(),
        (error: unknown) => this.#failed(error),
      );
  }

  #looked(): void {
    this.#failures = 0;
    this.#around.onCutOff(false);
    if (this.#isAwake) this.#nextLook.set(this.#around.socket.isOpen ? LOOK_EVERY : POLL_EVERY);
  }

  #failed(error: unknown): void {
    if (error instanceof SignedOut || !this.#isAwake) return;
    this.#failures += 1;
    this.#around.onCutOff(this.#failures >= WORTH_TELLING);
    this.#nextLook.set((POLL_EVERY + pauseAfter(this.#failures, this.#around.random())) / 2);
  }
}
