/** The names in a store that begin like this, in no order. */
export function namesIn(store: Storage, prefix: string): string[] {
  const names = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  return names.filter((name) => name.startsWith(prefix));
}
