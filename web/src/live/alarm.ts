import type { Clock } from './clock';

/** A timer for one action; setting it again replaces the earlier time. */
export class Alarm {
  readonly #clock: Clock;
  readonly #act: () => void;
  #stop: () => void = () => undefined;
  #at = Infinity;

  constructor(clock: Clock, act: () => void) {
    this.#clock = clock;
    this.#act = act;
  }

  set(milliseconds: number): void {
    this.clear();
    this.#at = this.#clock.now() + milliseconds;
    this.#stop = this.#clock.schedule(milliseconds, () => {
      this.clear();
      this.#act();
    });
  }

  clear(): void {
    this.#stop();
    this.#at = Infinity;
  }

  /** Set the timer, unless it fires before that anyway. */
  setNoLaterThan(milliseconds: number): void {
    if (this.#at > this.#clock.now() + milliseconds) this.set(milliseconds);
  }
}
