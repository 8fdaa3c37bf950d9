import { Alarm } from './alarm';
import type { Clock } from './clock';

/** The milliseconds between two pings: API Gateway closes a connection that is idle for ten minutes. */
const EVERY = 4 * 60_000;
const ANSWERED_WITHIN = 10_000;

/** A heartbeat that keeps a connection open with pings, and detects a dead one. */
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

  /** Send a ping now, and schedule the next. */
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
