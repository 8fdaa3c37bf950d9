import type { AnyCall, PathOf, Rest } from './routes';

/** The address of a GET request; a prefetched request must have exactly the address of the later one. */
export const addressOf = address as <P extends PathOf<'get'>>(route: P, ...rest: Rest<'get', P>) => string;

/** Return the route with its parameters filled in; query parameters that are undefined are left out. */
export function address(route: string, { path = {}, query = {} }: AnyCall = {}): string {
  const place = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, string | number | boolean | undefined>)) {
    if (value !== undefined) parameters.set(name, value.toString());
  }
  const text = parameters.toString();
  return text ? `${place}?${text}` : place;
}
