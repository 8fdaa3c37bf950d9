/** A clock that stands still until it is advanced, and other helpers for the tests of live updates. */
import type { Change, Changes, NoteSummary } from '../api/types';
import { summary } from './notes';
import type { Clock } from '../live/clock';

export class StandingClock implements Clock {
  #now = 0;
  #made = 0;
  readonly #waiting = new Map<number, { at: number; act: () => void }>();

  now(): number {
    return this.#now;
  }

  after(milliseconds: number, act: () => void): () => void {
    const key = (this.#made += 1);
    this.#waiting.set(key, { at: this.#now + milliseconds, act });
    return () => this.#waiting.delete(key);
  }

  /** Advance the clock and run everything that becomes due, with all its consequences. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settled();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [key, { at, act }] = next;
      this.#waiting.delete(key);
      this.#now = at;
      act();
      await settled();
    }
    this.#now = end;
  }

  #next(end: number): [number, { at: number; act: () => void }] | undefined {
    return [...this.#waiting].filter(([, { at }]) => at <= end).sort(([, one], [, other]) => one.at - other.at)[0];
  }
}

/** Let all pending promises that need no further event settle. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

export function noteChange(id: string, more: Partial<NoteSummary> = {}): Change {
  return { type: 'note', id, note: summary(id, more) };
}

export function changes(cursor: string, items: Change[] = [], more = false): Changes {
  return { items, cursor, more, started_at: null };
}
