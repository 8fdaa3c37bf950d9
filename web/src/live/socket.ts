/** A connection on which the service announces changes, kept open while it is wanted. */
import type { LiveTicket } from '../api/types';
import { retryDelay, type Clock } from './clock';
import { messageType, type ConnectionHandlers, type Connection } from './webSocketConnection';
import { Heartbeat } from './heartbeat';

export interface SocketDependencies {
  ticket: () => Promise<LiveTicket>;
  connect: (url: string, handlers: ConnectionHandlers) => Connection;
  clock: Clock;
  random: () => number;
  /** Handle an open connection: changes before that are not announced. */
  onOpen: () => void;
  onNudge: () => void;
  /** Handle a connection that could not be opened, or was lost. */
  onLost: () => void;
}

const MINUTE_MS = 60_000;
const OPEN_TIMEOUT_MS = 15_000;
/** The milliseconds after which a connection is replaced, before API Gateway closes it after two hours. */
const MAX_AGE_MS = 105 * MINUTE_MS;
const MAX_AGE_JITTER_MS = 10 * MINUTE_MS;
/** The milliseconds after which a connection counts as a success; one that closes sooner is as good as refused. */
const STABLE_AFTER_MS = 30_000;

export class Socket {
  readonly #dependencies: SocketDependencies;
  readonly #heartbeat: Heartbeat;
  #connection: Connection | undefined;
  #isConnecting = false;
  #isOpen = false;
  #failures = 0;
  /** The number of the attempt, which tells events of earlier attempts apart. */
  #attempt = 0;
  #stopTimers: (() => void)[] = [];

  constructor(dependencies: SocketDependencies) {
    this.#dependencies = dependencies;
    const ping = (): void => this.#connection?.send(JSON.stringify({ type: 'ping' }));
    this.#heartbeat = new Heartbeat(dependencies.clock, ping, () => this.#handleLoss());
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
    this.#disconnect();
  }

  /** Check whether the service still answers: after sleep, a computer does not know. */
  probe(): void {
    if (this.#isOpen) this.#heartbeat.ping();
  }

  #connect(): void {
    this.#disconnect();
    this.#isConnecting = true;
    const attempt = this.#attempt;
    const giveUp = (): void => {
      if (attempt === this.#attempt) this.#handleLoss();
    };
    this.#schedule(OPEN_TIMEOUT_MS, giveUp);
    const open = ({ ticket, url }: LiveTicket): void => {
      if (attempt === this.#attempt) this.#open(`${url}?ticket=${encodeURIComponent(ticket)}`, giveUp);
    };
    // Some browsers throw if the page's policy forbids a connection.
    this.#dependencies.ticket().then(open).catch(giveUp);
  }

  #open(url: string, giveUp: () => void): void {
    const attempt = this.#attempt;
    this.#connection = this.#dependencies.connect(url, {
      open: () => attempt === this.#attempt && this.#handleOpen(),
      message: (data) => attempt === this.#attempt && this.#handleMessage(data),
      close: giveUp,
    });
  }

  #handleOpen(): void {
    this.#clearTimers();
    this.#isConnecting = false;
    this.#isOpen = true;
    this.#schedule(STABLE_AFTER_MS, () => (this.#failures = 0));
    this.#schedule(MAX_AGE_MS + MAX_AGE_JITTER_MS * this.#dependencies.random(), () => this.#connect());
    this.#heartbeat.start();
    this.#dependencies.onOpen();
  }

  #handleMessage(data: unknown): void {
    const type = messageType(data);
    if (type === 'changed') this.#dependencies.onNudge();
    if (type === 'pong') this.#heartbeat.pongReceived();
  }

  #handleLoss(): void {
    this.#disconnect();
    this.#failures += 1;
    this.#schedule(retryDelay(this.#failures, this.#dependencies.random()), () => this.#connect());
    this.#dependencies.onLost();
  }

  /** Close the connection, and cancel all timers. */
  #disconnect(): void {
    this.#attempt += 1;
    this.#clearTimers();
    this.#isConnecting = false;
    this.#isOpen = false;
    this.#connection?.close();
    this.#connection = undefined;
  }

  #schedule(milliseconds: number, act: () => void): void {
    this.#stopTimers.push(this.#dependencies.clock.schedule(milliseconds, act));
  }

  #clearTimers(): void {
    this.#heartbeat.stop();
    for (const stop of this.#stopTimers.splice(0)) stop();
  }
}
