/** The addresses of the page, apart from the router so that they are known before anything else is loaded. */

export type RouteName =
  | 'notes'
  | 'note'
  | 'photos'
  | 'photo'
  | 'archive'
  | 'trash'
  | 'account'
  | 'sign-in'
  | 'sign-up'
  | 'confirm'
  | 'forgot'
  | 'not-found';

export interface Route {
  name: RouteName;
  path: string;
  params: Record<string, string>;
}

const ROUTES: [pattern: RegExp, name: RouteName][] = [
  [/^\/$/, 'notes'],
  [/^\/notes\/(?<id>[^/]+)$/, 'note'],
  [/^\/photos$/, 'photos'],
  [/^\/photos\/(?<id>[^/]+)$/, 'photo'],
  [/^\/archive$/, 'archive'],
  [/^\/trash$/, 'trash'],
  [/^\/account$/, 'account'],
  [/^\/sign-in$/, 'sign-in'],
  [/^\/sign-up$/, 'sign-up'],
  [/^\/confirm$/, 'confirm'],
  [/^\/forgot$/, 'forgot'],
];

export function parseRoute(path: string): Route {
  for (const [pattern, name] of ROUTES) {
    const match = pattern.exec(path);
    if (match) return { name, path, params: { ...match.groups } };
  }
  return { name: 'not-found', path, params: {} };
}
