import type { Clock } from './clock';

/** One thing that is to happen later; set anew, it happens then and not when it would have. */
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
    this.#stop = this.#clock.after(milliseconds, () => {
      this.clear();
      this.#act();
    });
  }

  clear(): void {
    this.#stop();
    this.#at = Infinity;
  }

  /** The same, where it would not happen before that anyway. */
  hasten(milliseconds: number): void {
    if (this.#at > this.#clock.now() + milliseconds) this.set(milliseconds);
  }
}
