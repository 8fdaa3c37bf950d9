/** The views that require signing in, each in a file of its own that is fetched when it is first needed. */
import type { FunctionComponent } from 'preact';
import type { RouteName } from './routes';

type ViewLoader = () => Promise<{ default: FunctionComponent }>;
export type ViewName = 'notes' | 'photos' | 'account';

export const VIEW_LOADERS: Record<ViewName, ViewLoader> = {
  notes: () => import('./notes'),
  photos: () => import('./photos'),
  account: () => import('./views/account'),
};

export const SIGNED_IN_VIEWS: Partial<Record<RouteName, ViewName>> = {
  notes: 'notes',
  note: 'notes',
  archive: 'notes',
  trash: 'notes',
  photos: 'photos',
  photo: 'photos',
  account: 'account',
};
