/** Keeps the screen on while something is sent: a phone that sleeps stops sending. */

type Screen = Pick<WakeLock, 'request'>;

/** Hold the lock whenever `isWanted` says so; call what is returned when that may have changed. */
export function wakeLock(isWanted: () => boolean, screen: Screen | undefined, page: Document): () => void {
  let held: WakeLockSentinel | undefined;
  let isAsking = false;

  const update = (): void => {
    if (!isWanted()) {
      void held?.release().catch(() => undefined);
      held = undefined;
    } else if (!held && !isAsking && page.visibilityState === 'visible') void acquire();
  };
  const acquire = async (): Promise<void> => {
    isAsking = true;
    try {
      const lock = await screen?.request('screen');
      // The browser takes it back when the page is hidden.
      lock?.addEventListener('release', () => (held = held === lock ? undefined : held));
      held = lock;
    } catch {
      // A battery that is low, or a browser without it: the screen goes off as it always does.
    } finally {
      isAsking = false;
    }
    if (!isWanted()) update();
  };
  page.addEventListener('visibilitychange', update);
  return update;
}
