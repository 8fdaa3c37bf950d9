/** A connection on which the service announces changes, kept open while it is wanted. */
import type { LiveTicket } from '../api/types';
import { pauseAfter, type Clock } from './clock';
import { typeOf, type Ear, type Line } from './webSocketConnection';
import { Pulse } from './heartbeat';

export interface SocketSurroundings {
  ticket: () => Promise<LiveTicket>;
  connect: (url: string, ear: Ear) => Line;
  clock: Clock;
  random: () => number;
  /** Handle an open connection: changes before that are not announced. */
  onOpen: () => void;
  onNudge: () => void;
  /** Handle a connection that could not be opened, or was lost. */
  onLost: () => void;
}

const MINUTE = 60_000;
const OPEN_WITHIN = 15_000;
/** The milliseconds after which a connection is replaced, before API Gateway closes it after two hours. */
const OLDEST = 105 * MINUTE;
const SPREAD = 10 * MINUTE;
/** The milliseconds after which a connection counts as a success; one that closes sooner is as good as refused. */
const STABLE = 30_000;

export class Socket {
  readonly #around: SocketSurroundings;
  readonly #pulse: Pulse;
  #line: Line | undefined;
  #isConnecting = false;
  #isOpen = false;
  #failures = 0;
  /** The number of the attempt, which tells events of earlier attempts apart. */
  #attempt = 0;
  #stopTimers: (() => void)[] = [];

  constructor(around: SocketSurroundings) {
    this.#around = around;
    const ping = (): void => this.#line?.send(JSON.stringify({ type: 'ping' }));
    this.#pulse = new Pulse(around.clock, ping, () => this.#lose());
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Connect, and again whenever the connection is lost. A pending retry starts at once. */
  start(): void {
    if (!this.#isOpen && !this.#isConnecting) this.#connect();
  }

  stop(): void {
    this.#failures = 0;
    this.#hangUp();
  }

  /** Check whether the service still answers: after sleep, a computer does not know. */
  probe(): void {
    if (this.#isOpen) this.#pulse.take();
  }

  #connect(): void {
    this.#hangUp();
    this.#isConnecting = true;
    const attempt = this.#attempt;
    const giveUp = (): void => {
      if (attempt === this.#attempt) this.#lose();
    };
    this.#later(OPEN_WITHIN, giveUp);
    const dial = ({ ticket, url }: LiveTicket): void => {
      if (attempt === this.#attempt) this.#dial(`${url}?ticket=${encodeURIComponent(ticket)}`, giveUp);
    };
    // Some browsers throw if the page's policy forbids a connection.
    this.#around.ticket().then(dial).catch(giveUp);
  }

  #dial(url: string, giveUp: () => void): void {
    const attempt = this.#attempt;
    this.#line = this.#around.connect(url, {
      open: () => attempt === this.#attempt && this.#opened(),
      message: (data) => attempt === this.#attempt && this.#hear(data),
      close: giveUp,
    });
  }

  #opened(): void {
    this.#clearTimers();
    this.#isConnecting = false;
    this.#isOpen = true;
    this.#later(STABLE, () => (this.#failures = 0));
    this.#later(OLDEST + SPREAD * this.#around.random(), () => this.#connect());
    this.#pulse.start();
    this.#around.onOpen();
  }

  #hear(data: unknown): void {
    const type = typeOf(data);
    if (type === 'changed') this.#around.onNudge();
    if (type === 'pong') this.#pulse.answered();
  }

  #lose(): void {
    this.#hangUp();
    this.#failures += 1;
    this.#later(pauseAfter(this.#failures, this.#around.random()), () => this.#connect());
    this.#around.onLost();
  }

  /** Close the connection, and cancel all timers. */
  #hangUp(): void {
    this.#attempt += 1;
    this.#clearTimers();
    this.#isConnecting = false;
    this.#isOpen = false;
    this.#line?.close();
    this.#line = undefined;
  }

  #later(milliseconds: number, act: () => void): void {
    this.#stopTimers.push(this.#around.clock.after(milliseconds, act));
  }

  #clearTimers(): void {
    this.#pulse.stop();
    for (const stop of this.#stopTimers.splice(0)) stop();
  }
}
