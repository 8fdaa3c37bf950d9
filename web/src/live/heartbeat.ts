import { Alarm } from './alarm';
import type { Clock } from './clock';

/** API Gateway closes what is silent for ten minutes. */
const EVERY = 4 * 60_000;
const ANSWERED_WITHIN = 10_000;

/** Keeps a connection awake by asking now and then whether anybody is there, and finds out where nobody is. */
export class Pulse {
  readonly #ask: () => void;
  readonly #next: Alarm;
  readonly #silence: Alarm;

  constructor(clock: Clock, ask: () => void, onSilence: () => void) {
    this.#ask = ask;
    this.#next = new Alarm(clock, () => this.take());
    this.#silence = new Alarm(clock, onSilence);
  }

  start(): void {
    this.#next.set(EVERY);
  }

  /** Ask now, and later again. */
  take(): void {
    this.#silence.set(ANSWERED_WITHIN);
    this.#next.set(EVERY);
    this.#ask();
  }

  answered(): void {
    this.#silence.clear();
  }

  stop(): void {
    this.#next.clear();
    this.#silence.clear();
  }
}
