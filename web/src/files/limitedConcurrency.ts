const MAX_CONCURRENT = 4;

/** Run `act` for each item, in order and a few at a time; `act` handles its own failures. */
export async function forEachLimited<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: MAX_CONCURRENT }, work));
}
