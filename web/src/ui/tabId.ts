/** The id of this browser tab, and whether another tab is still open. */

const STORAGE_KEY = 'skynotes.tab';

/** The part of `LockManager` that tabs need, so that tests can pass their own. */
export type Locks = Pick<LockManager, 'request'>;

/**
 * Return this tab's id, the same one after a reload. While the page is open, the id is only in its memory: a duplicated
 * tab copies the session storage and must not find it there. `pagehide` stores it for the next page in this tab.
 */
export function tabId(store: Storage, page: EventTarget = window): string {
  const id = store.getItem(STORAGE_KEY) ?? crypto.randomUUID();
  const removeStoredId = (): void => store.removeItem(STORAGE_KEY);
  removeStoredId();
  page.addEventListener('pagehide', () => store.setItem(STORAGE_KEY, id));
  page.addEventListener('pageshow', removeStoredId);
  return id;
}

/** Hold the tab's lock while its page lives, so that other tabs can see that it is open. */
export function holdTabLock(id: string, locks: Locks): void {
  void locks.request(lockName(id), () => new Promise<never>(() => undefined)).catch(() => undefined);
}

/** Run `act` on behalf of another tab if that tab is closed; no two tabs do so at once. */
export async function runIfTabClosed(id: string, locks: Locks, act: () => void): Promise<void> {
  await locks.request(lockName(id), { ifAvailable: true }, (lock) => {
    if (lock) act();
  });
}

function lockName(id: string): string {
  return `${STORAGE_KEY}.${id}`;
}
