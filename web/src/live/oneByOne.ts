/**
 * What is done once at a time: called while it is being done, it is done once more afterwards, however often it was
 * called. Whoever called waits until all of that is over.
 */
export function oneByOne(act: () => Promise<unknown>): () => Promise<void> {
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
