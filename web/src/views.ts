/** The views that require signing in, each in a file of its own that is fetched when it is first needed. */
import type { FunctionComponent } from 'preact';
import type { RouteName } from './routes';

type Load = () => Promise<{ default: FunctionComponent }>;
export type ViewName = 'notes' | 'photos' | 'account';

export const LOAD: Record<ViewName, Load> = {
  notes: () => import('./notes'),
  photos: () => import('./photos'),
  account: () => import('./views/account'),
};

export const INSIDE: Partial<Record<RouteName, ViewName>> = {
  notes: 'notes',
  note: 'notes',
  archive: 'notes',
  trash: 'notes',
  photos: 'photos',
  photo: 'photos',
  account: 'account',
};
