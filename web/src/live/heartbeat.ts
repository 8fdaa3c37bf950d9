import { Alarm } from './alarm';
import type { Clock } from './clock';

/** The milliseconds between two pings: API Gateway closes a connection that is idle for ten minutes. */
const PING_INTERVAL_MS = 4 * 60_000;
const PONG_TIMEOUT_MS = 10_000;

/** A heartbeat that keeps a connection open with pings, and detects a dead one. */
export class Heartbeat {
  readonly #sendPing: () => void;
  readonly #pingTimer: Alarm;
  readonly #pongTimer: Alarm;

  constructor(clock: Clock, sendPing: () => void, onTimeout: () => void) {
    this.#sendPing = sendPing;
    this.#pingTimer = new Alarm(clock, () => this.ping());
    this.#pongTimer = new Alarm(clock, onTimeout);
  }

  start(): void {
    this.#pingTimer.set(PING_INTERVAL_MS);
  }

  /** Send a ping now, and schedule the next. */
  ping(): void {
    this.#pongTimer.set(PONG_TIMEOUT_MS);
    this.#pingTimer.set(PING_INTERVAL_MS);
    this.#sendPing();
  }

  pongReceived(): void {
    this.#pongTimer.clear();
  }

  stop(): void {
    this.#pingTimer.clear();
    this.#pongTimer.clear();
  }
}
