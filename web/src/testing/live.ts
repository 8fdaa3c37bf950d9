/** A clock that stands still until it is advanced, and other helpers for the tests of live updates. */
import type { Change, Changes, NoteSummary } from '../api/types';
import { summary } from './notes';
import type { Clock } from '../live/clock';

export class ManualClock implements Clock {
  #now = 0;
  #lastKey = 0;
  readonly #timers = new Map<number, { at: number; act: () => void }>();

  now(): number {
    return this.#now;
  }

  schedule(milliseconds: number, act: () => void): () => void {
    const key = (this.#lastKey += 1);
    this.#timers.set(key, { at: this.#now + milliseconds, act });
    return () => this.#timers.delete(key);
  }

  /** Advance the clock and run everything that becomes due, with all its consequences. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await flushPromises();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [key, { at, act }] = next;
      this.#timers.delete(key);
      this.#now = at;
      act();
      await flushPromises();
    }
    this.#now = end;
  }

  #next(end: number): [number, { at: number; act: () => void }] | undefined {
    return [...this.#timers].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
  }
}

/** Let all pending promises that need no further event settle. */
export function flushPromises(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function noteChange(id: string, more: Partial<NoteSummary> = {}): Change {
  return { type: 'note', id, note: summary(id, more) };
}

export function changes(cursor: string, items: Change[] = [], more = false): Changes {
  return { items, cursor, more, started_at: null };
}
