/**
 * Run `act` once at a time: however often it is called during a run, there is one more run afterwards. Each caller
 * waits until all of that is over.
 */
export function coalesce(act: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isWanted = false;

  const run = async (): Promise<void> => {
    while (isWanted) {
      isWanted = false;
      await act();
    }
  };
  return () => {
    isWanted = true;
    running ??= run().finally(() => (running = undefined));
    return running;
  };
}
