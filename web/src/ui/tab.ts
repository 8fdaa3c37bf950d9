/** This tab among those of the same browser: its id, and whether another one still lives. */

const NAME = 'skynotes.tab';

/** Locks as far as tabs need them; the tests bring their own. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Find this tab's id, the same one after a reload. While the page lives the id is in its memory alone: a duplicated
 * tab copies the session's store and must not find it there. `pagehide` puts it back for the page that comes next.
 */
export function tabId(store: Storage, page: EventTarget = window): string {
  const id = store.getItem(NAME) ?? crypto.randomUUID();
  const take = (): void => store.removeItem(NAME);
  take();
  page.addEventListener('pagehide', () => store.setItem(NAME, id));
  page.addEventListener('pageshow', take);
  return id;
}

/** Hold the tab's lock for as long as its page lives, which is how other tabs know that it does. */
export function stayAlive(id: string, locks: Locks): void {
  void locks.request(lockOf(id), () => new Promise<never>(() => undefined)).catch(() => undefined);
}

/** Do something on behalf of another tab, if that one is gone; no two tabs do so at once. */
export async function ifGone(id: string, locks: Locks, act: () => void): Promise<void> {
  await locks.request(lockOf(id), { ifAvailable: true }, (lock) => {
    if (lock) act();
  });
}

function lockOf(id: string): string {
  return `${NAME}.${id}`;
}
