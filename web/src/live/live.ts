/** Live updates of the page: change notifications on a socket, or polling every half minute without one. */
import { SignedOut } from '../api/errors';
import { Alarm } from './alarm';
import { retryDelay, type Clock } from './clock';

/** The state of the user and of the page. */
export interface PageState {
  isSignedIn: boolean;
  isOnline: boolean;
  isVisible: boolean;
}

export interface LiveDependencies {
  follower: { catchUp: () => Promise<void> };
  socket: { readonly isOpen: boolean; start: () => void; stop: () => void; probe: () => void };
  clock: Clock;
  random: () => number;
  /** Handle whether changes are cut off: true while none arrive in any way. */
  onCutOff: (isCutOff: boolean) => void;
}

/** The milliseconds for the socket to open, which triggers a read; without it, the feed is read after that time. */
const OPEN_WAIT_MS = 3000;
const POLL_INTERVAL_MS = 30_000;
/** The milliseconds between reads while the page is visible: notifications may get lost. */
const READ_INTERVAL_MS = 5 * 60_000;
/** The milliseconds after which a hidden page is not notified any more. */
const HIDDEN_TIMEOUT_MS = 10 * 60_000;
/** The number of failures in a row from which the user is notified; a single one says little. */
const FAILURES_UNTIL_NOTICE = 2;

export class LiveUpdates {
  readonly #dependencies: LiveDependencies;
  #state: PageState = { isSignedIn: false, isOnline: false, isVisible: false };
  #failures = 0;
  readonly #nextRead: Alarm;
  readonly #hiddenTimer: Alarm;
  #reading: Promise<void> | undefined;

  constructor(dependencies: LiveDependencies) {
    this.#dependencies = dependencies;
    this.#nextRead = new Alarm(dependencies.clock, () => this.#read());
    this.#hiddenTimer = new Alarm(dependencies.clock, () => this.#suspend());
  }

  /** Take note of the state; call this whenever part of it changes. */
  update(now: PageState): void {
    const before = this.#state;
    this.#state = now;
    this.#hiddenTimer.clear();
    if (!now.isSignedIn || !now.isOnline) {
      this.#suspend();
    } else if (!now.isVisible) {
      this.#nextRead.clear();
      this.#hiddenTimer.set(HIDDEN_TIMEOUT_MS);
    } else if (!before.isSignedIn || !before.isOnline || !before.isVisible) {
      this.#resume();
    }
  }

  /** Read the feed: something has changed, or may have changed before the socket was open. */
  nudge(): void {
    this.#read();
  }

  /** Handle the loss of the socket: poll while the page is visible, otherwise wait until it is. */
  socketLost(): void {
    if (!this.#state.isVisible) this.#dependencies.socket.stop();
    else if (this.#isActive) this.#nextRead.setNoLaterThan(POLL_INTERVAL_MS);
  }

  get #isActive(): boolean {
    const { isSignedIn, isOnline, isVisible } = this.#state;
    return isSignedIn && isOnline && isVisible;
  }

  #resume(): void {
    const { socket } = this.#dependencies;
    if (socket.isOpen) {
      socket.probe();
      this.#read();
    } else {
      this.#nextRead.set(OPEN_WAIT_MS);
      socket.start();
    }
  }

  #suspend(): void {
    this.#nextRead.clear();
    this.#dependencies.socket.stop();
    this.#failures = 0;
    this.#dependencies.onCutOff(false);
  }

  /** Read the feed now, and again later, whatever the result. */
  #read(): void {
    this.#nextRead.clear();
    const reading = this.#dependencies.follower.catchUp();
    // A call during a read returns the same promise, whose result is handled once.
    if (reading === this.#reading) return;
    this.#reading = reading;
    reading
      .finally(() => (this.#reading = undefined))
      .then(
        () => this.#readSucceeded(),
        (error: unknown) => this.#readFailed(error),
      );
  }

  #readSucceeded(): void {
    this.#failures = 0;
    this.#dependencies.onCutOff(false);
    if (this.#isActive) this.#nextRead.set(this.#dependencies.socket.isOpen ? READ_INTERVAL_MS : POLL_INTERVAL_MS);
  }

  #readFailed(error: unknown): void {
    if (error instanceof SignedOut || !this.#isActive) return;
    this.#failures += 1;
    this.#dependencies.onCutOff(this.#failures >= FAILURES_UNTIL_NOTICE);
    this.#nextRead.set((POLL_INTERVAL_MS + retryDelay(this.#failures, this.#dependencies.random())) / 2);
  }
}
