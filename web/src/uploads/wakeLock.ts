/** A screen wake lock during uploads, because a phone that sleeps stops sending. */

type Screen = Pick<WakeLock, 'request'>;

/** Hold the lock while `isWanted` returns true; call the returned function when that may have changed. */
export function wakeLock(isWanted: () => boolean, screen: Screen | undefined, page: Document): () => void {
  let held: WakeLockSentinel | undefined;
  let isRequesting = false;

  const update = (): void => {
    if (!isWanted()) {
      void held?.release().catch(() => undefined);
      held = undefined;
    } else if (!held && !isRequesting && page.visibilityState === 'visible') void acquire();
  };
  const acquire = async (): Promise<void> => {
    isRequesting = true;
    try {
      const lock = await screen?.request('screen');
      // The browser releases it when the page is hidden.
      lock?.addEventListener('release', () => (held = held === lock ? undefined : held));
      held = lock;
    } catch {
      // The battery is low, or the browser does not support it: the screen turns off as usual.
    } finally {
      isRequesting = false;
    }
    if (!isWanted()) update();
  };
  page.addEventListener('visibilitychange', update);
  return update;
}
