/** Return the keys in a store that start with `prefix`, in no particular order. */
export function keysWithPrefix(store: Storage, prefix: string): string[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  return keys.filter((name) => name.startsWith(prefix));
}
