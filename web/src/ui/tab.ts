/** The id of this browser tab, and whether another tab is still open. */

const NAME = 'skynotes.tab';

/** The part of `LockManager` that tabs need, so that tests can pass their own. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Return this tab's id, the same one after a reload. While the page is open, the id is only in its memory: a duplicated
 * tab copies the session storage and must not find it there. `pagehide` stores it for the next page in this tab.
 */
export function tabId(store: Storage, page: EventTarget = window): string {
  const id = store.getItem(NAME) ?? crypto.randomUUID();
  const take = (): void => store.removeItem(NAME);
  take();
  page.addEventListener('pagehide', () => store.setItem(NAME, id));
  page.addEventListener('pageshow', take);
  return id;
}

/** Hold the tab's lock while its page lives, so that other tabs can see that it is open. */
export function stayAlive(id: string, locks: Locks): void {
  void locks.request(lockOf(id), () => new Promise<never>(() => undefined)).catch(() => undefined);
}

/** Run `act` on behalf of another tab if that tab is closed; no two tabs do so at once. */
export async function ifGone(id: string, locks: Locks, act: () => void): Promise<void> {
  await locks.request(lockOf(id), { ifAvailable: true }, (lock) => {
    if (lock) act();
  });
}

function lockOf(id: string): string {
  return `${NAME}.${id}`;
}
