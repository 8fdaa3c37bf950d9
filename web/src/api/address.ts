import type { AnyCall, PathOf, Rest } from './routes';

/** Where this is asked for; what is asked ahead has to have, to the letter, the address that it will have later. */
export const addressOf = address as <P extends PathOf<'get'>>(route: P, ...rest: Rest<'get', P>) => string;

/** The route with its parameters in their places; those of the query that are undefined are not named. */
export function address(route: string, { path = {}, query = {} }: AnyCall = {}): string {
  const place = route.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(path[name] ?? ''));
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query as Record<string, string | number | boolean | undefined>)) {
    if (value !== undefined) parameters.set(name, value.toString());
  }
  const text = parameters.toString();
  return text ? `${place}?${text}` : place;
}
