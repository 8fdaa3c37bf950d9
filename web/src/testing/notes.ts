/** Notes for tests. */

import type { Note, NoteSummary } from '../api/types';

export function note(given: Partial<Note> = {}): Note {
  return {
    id: '01K0000000000000000000000A',
    title: 'Bread',
    text: 'flour',
    tags: [],
    pinned: false,
    state: 'active',
    file_ids: [],
    created_at: '2026-06-20T05:41:00.000Z',
    edited_at: '2026-06-20T05:41:00.000Z',
    updated_at: '2026-06-20T05:41:00.000Z',
    version: 1,
    ...given,
  };
}

export function summary(id: string, given: Partial<NoteSummary> = {}): NoteSummary {
  const { text, ...rest } = note({ id });
  return { ...rest, excerpt: text, ...given };
}

/** An in-memory store like the browser's. */
export class MemoryStorage implements Storage {
  readonly #items = new Map<string, string>();

  get length(): number {
    return this.#items.size;
  }

  clear(): void {
    this.#items.clear();
  }

  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }

  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }

  removeItem(key: string): void {
    this.#items.delete(key);
  }

  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

/** In-memory locks of one browser, shared by all its tabs. */
export class MemoryLocks {
  readonly #held = new Set<string>();

  /** Hold the lock, as an open tab does. */
  hold(name: string): void {
    this.#held.add(name);
  }

  /** Release the lock, as closing a tab does. */
  release(name: string): void {
    this.#held.delete(name);
  }

  readonly request = ((name: string, ...rest: unknown[]): Promise<unknown> => {
    const act = rest.at(-1) as (lock: unknown) => unknown;
    return Promise.resolve(act(this.#held.has(name) ? null : { name }));
  }) as LockManager['request'];
}
