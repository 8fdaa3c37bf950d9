/** Return the keys in a store that start with `prefix`, in no particular order. */
export function namesIn(store: Storage, prefix: string): string[] {
  const names = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  return names.filter((name) => name.startsWith(prefix));
}
