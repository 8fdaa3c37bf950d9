import type { ComponentType, JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { session } from './context';
import { INSIDE, LOAD, type ViewName } from './views';
import { navigate, route } from './router';
import type { RouteName } from './routes';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { lazy, type LazyView } from './ui/lazy';
import { Shell } from './ui/Shell';
import { dismissToasts } from './ui/toast';
import { Toasts } from './ui/Toasts';
import { AccountWaiting, NotesWaiting, PhotosWaiting } from './ui/waiting';
import { Nowhere } from './views/Nowhere';
import { Confirm } from './views/account/Confirm';
import { Forgot } from './views/account/Forgot';
import { SignIn } from './views/account/SignIn';
import { SignUp } from './views/account/SignUp';

const VIEWS: Record<ViewName, LazyView> = {
  notes: lazy(LOAD.notes, NotesWaiting),
  photos: lazy(LOAD.photos, PhotosWaiting),
  account: lazy(LOAD.account, AccountWaiting),
};

/** The views for a user who is not signed in. */
const OUTSIDE: Partial<Record<RouteName, ComponentType>> = {
  'sign-in': SignIn,
  'sign-up': SignUp,
  confirm: Confirm,
  forgot: Forgot,
};

/** Fetch the view that the address will most likely show, while the session is still being restored. */
export function prepare(): void {
  const view = INSIDE[route.peek().name];
  if (view) VIEWS[view].prepare();
}

export function App(): JSX.Element {
  const { name, path } = route.value;
  const isIn = session.standing.value === 'in';

  useEffect(() => {
    if (isIn && OUTSIDE[name]) navigate('/', { replace: true });
  }, [isIn, name]);
  useEffect(() => (isIn ? dismissToasts : undefined), [isIn]);

  // A user who is not signed in signs in at the address they wanted, and is there afterwards.
  const Outside = OUTSIDE[name] ?? SignIn;
  const view = INSIDE[name];
  const Inside = view ? VIEWS[view] : Nowhere;
  return (
    <>
      {isIn ? (
        <Shell>
          <ErrorBoundary at={path}>
            <Inside />
          </ErrorBoundary>
        </Shell>
      ) : (
        <Outside />
      )}
      <Toasts />
    </>
  );
}
