/** Live updates of the page: change notifications on a socket, or polling every half minute without one. */
import { SignedOut } from '../api/errors';
import { Alarm } from './alarm';
import { pauseAfter, type Clock } from './clock';

/** The state of the user and of the page. */
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
  /** Handle whether changes are cut off: true while none arrive in any way. */
  onCutOff: (isCutOff: boolean) => void;
}

/** The milliseconds for the socket to open, which triggers a read; without it, the feed is read after that time. */
const OPENING = 3000;
const POLL_EVERY = 30_000;
/** The milliseconds between reads while the page is visible: notifications may get lost. */
const LOOK_EVERY = 5 * 60_000;
/** The milliseconds after which a hidden page is not notified any more. */
const HIDDEN_FOR_LONG = 10 * 60_000;
/** The number of failures in a row from which the user is notified; a single one says little. */
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

  /** Take note of the state; call this whenever part of it changes. */
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

  /** Read the feed: something has changed, or may have changed before the socket was open. */
  nudge(): void {
    this.#look();
  }

  /** Handle the loss of the socket: poll while the page is visible, otherwise wait until it is. */
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

  /** Read the feed now, and again later, whatever the result. */
  #look(): void {
    this.#nextLook.clear();
    const looking = this.#around.follower.catchUp();
    // A call during a read returns the same promise, whose result is handled once.
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
